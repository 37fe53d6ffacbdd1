package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Set;

/** Tells which places of a flow's documents its mappings read, so that redaction leaves them alone. */
@FunctionalInterface
public interface MappedPlaces {

    /** JSON Pointers; a segment {@code *} stands for every element of an array. */
    Set<JsonPointer> of(ConnectionPlan connection, InboundFlow flow);
}
