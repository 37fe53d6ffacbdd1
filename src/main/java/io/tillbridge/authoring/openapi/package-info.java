/** Reads what OpenAPI 3.0 and 3.1 documents say of a system. Internal: the command line asks {@code Scaffold}. */
@NullMarked
package io.tillbridge.authoring.openapi;

import org.jspecify.annotations.NullMarked;
