/** Tests of acceptance: what senders may send, what they are answered, and what is kept. */
@NullMarked
package io.tillbridge.intake;

import org.jspecify.annotations.NullMarked;
