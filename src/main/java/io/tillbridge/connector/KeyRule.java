package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;

/** How a key is built. */
public sealed interface KeyRule {

    /** Values at JSON Pointers, joined by {@code /}; absent ones make no key. */
    record Pointers(List<JsonPointer> pointers) implements KeyRule {
        public Pointers {
            pointers = List.copyOf(pointers);
        }
    }

    record Header(String name) implements KeyRule {}

    /** Cells of the canonical event, joined by {@code /}. */
    record Fields(List<String> fields) implements KeyRule {
        public Fields {
            fields = List.copyOf(fields);
        }
    }

    record FromTemplate(Template template) implements KeyRule {}

    record Uuid5(List<String> scopes) implements KeyRule {
        public Uuid5 {
            scopes = List.copyOf(scopes);
        }
    }
}
