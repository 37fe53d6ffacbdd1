/** The samples of the shipped mappings, run as tests. */
@NullMarked
package io.tillbridge.mappings;

import org.jspecify.annotations.NullMarked;
