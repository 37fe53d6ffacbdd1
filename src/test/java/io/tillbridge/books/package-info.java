/** Tests of accounting documents. */
@NullMarked
package io.tillbridge.books;

import org.jspecify.annotations.NullMarked;
