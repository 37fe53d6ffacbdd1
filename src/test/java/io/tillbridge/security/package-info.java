/** Tests of tokens and secrets. */
@NullMarked
package io.tillbridge.security;

import org.jspecify.annotations.NullMarked;
