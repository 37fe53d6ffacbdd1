/** Tests of the mapping language and its engine. */
@NullMarked
package io.tillbridge.mapping;

import org.jspecify.annotations.NullMarked;
