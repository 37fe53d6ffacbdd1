/** Filing and replaying on a real PostgreSQL. */
@NullMarked
package io.tillbridge.deadletter;

import org.jspecify.annotations.NullMarked;
