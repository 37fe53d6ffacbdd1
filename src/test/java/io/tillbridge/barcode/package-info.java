/** Tests of what codes say. */
@NullMarked
package io.tillbridge.barcode;

import org.jspecify.annotations.NullMarked;
