/**
 * The benchmark: the hub's main line beside an empty handler, PostgreSQL's own batch insert and a textbook route, in one
 * run on one machine. See src/docs/benchmark.md.
 */
@NullMarked
package io.tillbridge.bench;

import org.jspecify.annotations.NullMarked;
