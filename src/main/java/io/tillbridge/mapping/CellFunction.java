package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** One compiled function of {@code via}. Never called on an absent or null value. */
interface CellFunction {

    /**
     * The new value; a MissingNode or NullNode makes the cell absent and ends the chain.
     *
     * @throws Stop when the value does not fit
     */
    JsonNode apply(JsonNode value, Scope scope);

    /** Makes a function from its arguments, recording what is wrong with them. */
    interface Factory {
        CellFunction make(Arguments arguments);
    }
}
