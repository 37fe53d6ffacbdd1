package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.HoldKey;
import java.util.List;

/** What came of translating one document. */
public sealed interface Translation {

    /**
     * A canonical event, or an outbound request body.
     *
     * @param warnings asserts of severity {@code warn} that did not hold: name and sentence
     */
    record Translated(ObjectNode result, List<String> warnings) implements Translation {
        public Translated {
            warnings = List.copyOf(warnings);
        }
    }

    /** A value map row is missing: the message waits on exactly that. */
    record Missing(HoldKey key) implements Translation {}

    /**
     * The document cannot be translated by this version.
     *
     * @param code stable, such as {@code required_missing}, {@code scale_exceeded}, {@code not_a_number}
     * @param at the target path, such as {@code lines[0].unitPrice}
     * @param detail source pointer, found, expected, what to do; the found value is cut to 60 characters, or hashed when
     *     the cell is {@code pii}
     */
    record Untranslatable(String code, String at, String detail) implements Translation {}
}
