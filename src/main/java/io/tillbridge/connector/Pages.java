package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import org.jspecify.annotations.Nullable;

/** How a listing goes on. */
public sealed interface Pages {

    record None() implements Pages {}

    /** A token in the answer asks for the next page; a repeated token ends the run with an error. */
    record Cursor(JsonPointer token, @Nullable JsonPointer more, int size, int max) implements Pages {}
}
