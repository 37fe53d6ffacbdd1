/** Tests of the connector language. */
@NullMarked
package io.tillbridge.connector;

import org.jspecify.annotations.NullMarked;
