package io.tillbridge.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.posting.Events;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What a badly behaved retailer sends: orders whose revisions drop lines, name them again, move them to other locations and
 * items, count back and share a number; sales, receipts and adjustments; all of it repeated and out of order. The same seed gives the same.
 */
final class Workload {

    static final List<String> SKUS = List.of("TEE", "MUG", "CAP");

    private final Random random;

    Workload(long seed) {
        random = new Random(seed);
    }

    /** A document on its way to the books. */
    record Document(EventType type, ObjectNode body) {}

    /** All documents in the order of their arrival. */
    List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            revisions("O" + n, documents);
            documents.add(new Document(EventType.SALE, Events.sale("S" + n, sku(), quantity(1))));
            documents.add(new Document(EventType.STOCK_RECEIVED, Events.received("R" + n, sku(), quantity(1))));
            documents.add(new Document(EventType.STOCK_ADJUSTED, adjusted("A" + n)));
        }
        List<Document> sent = new ArrayList<>(documents);
        for (Document document : documents) {
            if (random.nextInt(4) == 0) {
                sent.add(random.nextInt(sent.size()), document);
            }
        }
        for (int i = 1; i < sent.size(); i++) {
            if (random.nextInt(3) == 0) {
                Collections.swap(sent, i, Math.max(0, i - 1 - random.nextInt(4)));
            }
        }
        return sent;
    }

    private void revisions(String id, List<Document> documents) {
        int revision = 1;
        for (int n = 1 + random.nextInt(8); n > 0; n--) {
            documents.add(new Document(EventType.ORDER, order(id, revision)));
            revision += random.nextInt(3);
        }
    }

    private ObjectNode order(String id, int revision) {
        String state = List.of("open", "open", "open", "completed", "cancelled").get(random.nextInt(5));
        ObjectNode order =
                Events.order(id, revision, state, "", "1", "0").put("location", "S" + (1 + random.nextInt(2)));
        ArrayNode lines = order.putArray("lines");
        for (int line = 0; line < SKUS.size(); line++) {
            if (random.nextInt(3) > 0) {
                lines.addObject()
                        .put("id", "L" + line)
                        .put("sku", random.nextInt(5) == 0 ? sku() : SKUS.get(line))
                        .put("quantity", quantity(0))
                        .put("fulfilled", quantity(0));
            }
        }
        return order;
    }

    private ObjectNode adjusted(String id) {
        ObjectNode adjusted = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", id)
                .put("location", "S1")
                .put("adjustedAt", "2026-11-21T10:30:00Z")
                .put("reason", "found");
        String sign = random.nextBoolean() ? "-" : "";
        adjusted.putArray("lines").addObject().put("id", "1").put("sku", sku()).put("quantity", sign + quantity(1));
        return adjusted;
    }

    /**
     * Cuts documents into batches of random lengths.
     *
     * @param most documents in a batch
     */
    static List<List<Document>> cut(List<Document> sent, long seed, int most) {
        Random lengths = new Random(seed);
        List<List<Document>> batches = new ArrayList<>();
        for (int from = 0; from < sent.size(); ) {
            int to = Math.min(sent.size(), from + 1 + lengths.nextInt(most));
            batches.add(sent.subList(from, to));
            from = to;
        }
        return batches;
    }

    private String sku() {
        return SKUS.get(random.nextInt(SKUS.size()));
    }

    private String quantity(int least) {
        return String.valueOf(least + random.nextInt(6));
    }
}
