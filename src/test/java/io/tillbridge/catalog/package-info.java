/** Tests of the item master. */
@NullMarked
package io.tillbridge.catalog;

import org.jspecify.annotations.NullMarked;
