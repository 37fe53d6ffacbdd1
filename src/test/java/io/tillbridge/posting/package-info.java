/** Posting against a real PostgreSQL. */
@NullMarked
package io.tillbridge.posting;

import org.jspecify.annotations.NullMarked;
