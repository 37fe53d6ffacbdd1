/** Seeded workloads against the real books, checked by a simpler model of them. */
@NullMarked
package io.tillbridge.simulation;

import org.jspecify.annotations.NullMarked;
