/** Everything that reads what strangers send, given what no stranger would write. */
@NullMarked
package io.tillbridge.fuzz;

import org.jspecify.annotations.NullMarked;
