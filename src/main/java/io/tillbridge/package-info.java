/** Tillbridge: receives, translates, posts and delivers what a retailer's systems say about their stock and orders. */
@NullMarked
package io.tillbridge;

import org.jspecify.annotations.NullMarked;
