package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import org.jspecify.annotations.Nullable;

/** Where in a webhook something stands that proves it. */
public sealed interface RequestPlace {

    /**
     * A header.
     *
     * @param member of a header such as {@code t=1614265330,v1=5257a8}; null for the whole header
     */
    record Header(String name, @Nullable String member) implements RequestPlace {}

    /** A parameter of the address. */
    record Query(String name) implements RequestPlace {}

    /** A place of the body, read by the flow's format. */
    record Body(JsonPointer pointer) implements RequestPlace {}
}
