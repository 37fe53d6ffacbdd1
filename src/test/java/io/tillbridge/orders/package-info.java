/** Orders against a real PostgreSQL. */
@NullMarked
package io.tillbridge.orders;

import org.jspecify.annotations.NullMarked;
