/** The arithmetic of {@code calc} and asserts: parsed by EvalEx, fenced, evaluated over exact decimals. */
@NullMarked
@NamedInterface("calc")
package io.tillbridge.mapping.calc;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
