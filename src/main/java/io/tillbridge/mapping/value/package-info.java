/** Exact values as text: decimals, money scales, instants. No binary floating point. */
@NullMarked
package io.tillbridge.mapping.value;

import org.jspecify.annotations.NullMarked;
