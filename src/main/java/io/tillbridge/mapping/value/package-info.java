/** Exact values as text: decimals, money scales, instants. No binary floating point. */
@NullMarked
@NamedInterface("value")
package io.tillbridge.mapping.value;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
