/** Partner calls against a real HTTP server, and the wire formats of waiting. */
@NullMarked
package io.tillbridge.partner;

import org.jspecify.annotations.NullMarked;
