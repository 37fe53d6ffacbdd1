package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Set;

/** Tells which places of a flow's or a fetch's documents its mappings read, so that redaction leaves them alone. */
@FunctionalInterface
public interface MappedPlaces {

    /**
     * JSON Pointers; a segment {@code *} stands for every element of an array.
     *
     * @param dispatch the rules of the flow or fetch, which name the mappings
     */
    Set<JsonPointer> of(List<DispatchRule> dispatch);
}
