/** Tests of reservations. */
@NullMarked
package io.tillbridge.reservation;

import org.jspecify.annotations.NullMarked;
