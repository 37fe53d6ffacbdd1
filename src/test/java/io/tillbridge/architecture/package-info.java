/** What kind of code may appear where, and which package may use which. */
@NullMarked
package io.tillbridge.architecture;

import org.jspecify.annotations.NullMarked;
