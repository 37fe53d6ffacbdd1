/** The expressions of {@code expr}: JSONata behind a fence, for texts, lists and words; never for amounts. */
@NullMarked
package io.tillbridge.mapping.expr;

import org.jspecify.annotations.NullMarked;
