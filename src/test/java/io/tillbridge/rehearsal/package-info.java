/** Versions beside versions, over documents in a real PostgreSQL. */
@NullMarked
package io.tillbridge.rehearsal;

import org.jspecify.annotations.NullMarked;
