package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** A column or argument that is a text or a path. */
interface Operand {

    /** The value; a MissingNode when a path finds nothing. */
    JsonNode read(Scope scope);
}
