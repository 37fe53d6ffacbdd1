/** The HTTP interface, over real HTTP on a real PostgreSQL. */
@NullMarked
package io.tillbridge.console;

import org.jspecify.annotations.NullMarked;
