/** Which addresses may be called, and connections that hold to it. */
@NullMarked
package io.tillbridge.partner.network;

import org.jspecify.annotations.NullMarked;
