/** Delivery on a real PostgreSQL, the shipped route and a destination that misbehaves. */
@NullMarked
package io.tillbridge.delivery;

import org.jspecify.annotations.NullMarked;
