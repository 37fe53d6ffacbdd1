package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.support.OneMapping;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two versions of the mapping {@code canonical}: V2 says the event as its document has it, V3 misreads figures, places and
 * names, and never a cell of the fact key. A test says which one is active, and which place V2 reads for another.
 */
final class TwistedMappings implements Mappings {

    private final Map<Integer, Mapping> versions = Map.of(2, new Version(2), 3, new Version(3));
    private final Map<String, String> rows = new HashMap<>();
    int active = 2;
    long set;

    /** A row of the value map that V2 reads: the documents' place and the books'. */
    void row(String said, String meant) {
        rows.put(said, meant);
    }

    @Override
    public long set() {
        return set;
    }

    @Override
    public Mapping active(String subject, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        return Objects.requireNonNull(versions.get(active));
    }

    @Override
    public @Nullable Mapping version(String subject, int version) {
        return versions.get(version);
    }

    @Override
    public List<String> subjects() {
        return List.of("canonical");
    }

    @Override
    public List<Mapping> versions(String subject) {
        return List.copyOf(versions.values());
    }

    @Override
    public List<Activation> activations(String subject) {
        return List.of();
    }

    private final class Version extends OneMapping {

        Version(int version) {
            super("canonical", version, "canonical/any.v1");
        }

        @Override
        public Translation translate(TranslationInput input) {
            ObjectNode event = input.document().path("event").deepCopy();
            JsonNode fails = event.remove("failsUnderV3");
            JsonNode other = event.remove("otherKeyUnderV3");
            JsonNode grand = event.remove("grandUnderV3");
            JsonNode tenders = event.remove("tendersUnderV3");
            if (version() == 3) {
                if (tenders != null) {
                    event.set("tenders", tenders);
                }
                if (fails != null) {
                    return new Translation.Untranslatable("wrong_word", "state", "as told");
                }
                if (other != null) {
                    event.put("receiptNumber", other.asText());
                }
                if (grand != null) {
                    ((ObjectNode) event.at("/totals/grand")).put("amount", grand.asText());
                }
                twist(event);
            } else if (event.has("location")) {
                String said = event.path("location").asText();
                event.put("location", rows.getOrDefault(said, said));
            }
            return new Translation.Translated(event, List.of());
        }

        private static void twist(ObjectNode event) {
            for (JsonNode code : event.path("codes")) {
                ((ObjectNode) code).put("units", more(code.path("units"), 3));
            }
            if (event.has("effectiveFrom")) {
                ((ObjectNode) event.path("price")).put("amount", "1.00");
            }
            if (event.has("observedAt")) {
                event.put("quantity", more(event.path("quantity"), 5));
                return;
            }
            if (event.has("active")) {
                event.put("active", true);
                return;
            }
            if (event.has("name")) {
                event.put("name", event.path("name").asText() + " misread");
                return;
            }
            if (event.has("location")) {
                event.put("location", "S9");
            }
            if (event.has("promisedAt")) {
                event.put("promisedAt", "2027-01-01T00:00:00Z").put("fulfilment", "b2b");
            }
            if (event.path("state").asText().equals("cancelled")) {
                event.put("state", "open");
            }
            for (JsonNode line : event.path("lines")) {
                ObjectNode cells = (ObjectNode) line;
                cells.put("quantity", more(line.path("quantity"), 3));
                if (line.has("fulfilled")) {
                    cells.put("fulfilled", more(line.path("fulfilled"), 1));
                }
                if (line.has("restock")) {
                    cells.put("restock", "damaged");
                }
                if (line.path("sku").asText().equals("MUG")) {
                    cells.put("sku", "CAP");
                }
            }
        }

        private static String more(JsonNode quantity, int more) {
            return String.valueOf(Integer.parseInt(quantity.asText()) + more);
        }
    }
}
