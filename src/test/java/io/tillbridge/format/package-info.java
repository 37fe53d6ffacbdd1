/** Tests of documents in every format: what is read, what is refused, what is written. */
@NullMarked
package io.tillbridge.format;

import org.jspecify.annotations.NullMarked;
