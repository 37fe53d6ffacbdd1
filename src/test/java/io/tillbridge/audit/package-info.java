/** Tests of the hash-chained log. */
@NullMarked
package io.tillbridge.audit;

import org.jspecify.annotations.NullMarked;
