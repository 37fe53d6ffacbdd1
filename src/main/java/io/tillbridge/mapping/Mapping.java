package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** One released version of one mapping, compiled. Thread-safe. */
public interface Mapping extends MappingIdentity {

    /** The schema name in {@code to}, such as {@code canonical/order.v1}. */
    String target();

    /** The schema name in {@code from}, such as {@code shopify/orders-webhook.2026-04}. */
    String source();

    /** Places of a document that some row reads: JSON Pointers in which {@code *} stands for every element of an array. */
    Set<String> reads();

    /** Whether it takes all events of a call; else one, and the call carries one. */
    boolean batch();

    /** Settings and references that some row reads, in the order of the file. */
    List<ContextRead> context();

    /** Names of the value maps that some row asks. */
    default Set<String> valueMaps() {
        return Set.of();
    }

    /** Members of a document that no row reads and {@code unmapped.skip} does not name: what a mapping loses. */
    Set<String> unread(JsonNode document);

    /** Cells whose row says {@code pii}, by their full target path, such as {@code lines[].note}. */
    Set<String> personal();

    /** Translates; total: every failure is a value. */
    Translation translate(TranslationInput input);

    /** Translates again and tells for every cell where it came from. */
    Explanation explain(TranslationInput input);
}
