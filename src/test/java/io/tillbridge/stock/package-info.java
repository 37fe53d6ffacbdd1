/** Tests of the stock ledger. */
@NullMarked
package io.tillbridge.stock;

import org.jspecify.annotations.NullMarked;
