package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.ReceiptRule;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.connector.StaleRule;
import io.tillbridge.connector.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The places of a JSON document that redaction leaves alone because the connector reads them: keys, receipt, version,
 * dispatch and references, and whatever its mappings read. A digit run there is an id, not a card.
 */
final class ProtectedPlaces {

    /** Nothing is protected. */
    static final ProtectedPlaces NONE = new ProtectedPlaces(Set.of());

    private volatile Set<String> exact = new HashSet<>();
    private volatile List<String[]> patterns = new ArrayList<>();

    private ProtectedPlaces(Set<JsonPointer> pointers) {
        pointers.forEach(this::add);
    }

    /**
     * The places of an inbound flow.
     *
     * @param mapped pointers that the flow's mappings read; a segment {@code *} stands for every element of an array
     */
    static ProtectedPlaces of(InboundFlow flow, Set<JsonPointer> mapped) {
        ProtectedPlaces places = new ProtectedPlaces(mapped);
        ReceiptRule receipt = flow.receipt();
        if (receipt != null) {
            places.key("", receipt.key());
        }
        places.key("", flow.key());
        StaleRule stale = flow.stale();
        if (stale != null) {
            places.add(stale.version());
        }
        if (flow.tombstone() != null) {
            places.condition(flow.tombstone());
        }
        for (DispatchRule rule : flow.dispatch()) {
            places.dispatch(rule, flow.key());
        }
        for (ResolveRule rule : flow.resolve().values()) {
            places.key(prefix(rule.each()), rule.by());
            places.key("", rule.by());
        }
        return places;
    }

    /**
     * The places of a fetched document.
     *
     * @param mapped as of a flow
     */
    static ProtectedPlaces of(FetchPlan fetch, Set<JsonPointer> mapped) {
        ProtectedPlaces places = new ProtectedPlaces(mapped);
        places.key("", fetch.key());
        StaleRule stale = fetch.stale();
        if (stale != null) {
            places.add(stale.version());
        }
        fetch.dispatch().forEach(rule -> places.dispatch(rule, fetch.key()));
        fetch.resolve().values().forEach(rule -> places.key(prefix(rule.each()), rule.by()));
        return places;
    }

    /** Takes over what other mappings read of the same flow: they were replaced while it runs. */
    void become(ProtectedPlaces newer) {
        exact = newer.exact;
        patterns = newer.patterns;
    }

    /** Whether a value at this place stays as it is. */
    boolean covers(JsonPointer place) {
        if (exact.isEmpty() && patterns.isEmpty()) {
            return false;
        }
        String text = place.toString();
        if (exact.contains(text)) {
            return true;
        }
        for (String[] pattern : patterns) {
            if (matches(pattern, text.split("/", -1))) {
                return true;
            }
        }
        return false;
    }

    private void dispatch(DispatchRule rule, KeyRule flowKey) {
        condition(rule.when());
        if (rule.outcome() instanceof DispatchRule.Emit emit) {
            KeyRule key = emit.key();
            key(emit::within, key == null ? flowKey : key);
        } else if (rule.outcome() instanceof DispatchRule.Fetch fetch) {
            fetch.args().values().forEach(this::template);
        }
    }

    private void condition(Condition condition) {
        if (condition instanceof Condition.Test test && test.subject() instanceof Condition.Subject.Pointer subject) {
            add(subject.pointer());
        } else if (condition instanceof Condition.All all) {
            all.conditions().forEach(this::condition);
        } else if (condition instanceof Condition.AnyOf any) {
            any.conditions().forEach(this::condition);
        } else if (condition instanceof Condition.Not not) {
            condition(not.condition());
        }
    }

    private void key(String prefix, KeyRule rule) {
        key(place -> prefix + place, rule);
    }

    private void key(UnaryOperator<String> within, KeyRule rule) {
        if (rule instanceof KeyRule.Pointers several) {
            several.pointers().forEach(pointer -> add(within.apply(pointer.toString())));
        } else if (rule instanceof KeyRule.FromTemplate from) {
            template(from.template());
        }
    }

    private void template(Template template) {
        for (Template.Piece piece : template.pieces()) {
            // Written record.<pointer>, such as record./data/id
            if (piece.placeholder() && piece.text().startsWith("record./")) {
                add(piece.text().substring("record.".length()));
            }
        }
    }

    private static String prefix(@Nullable JsonPointer each) {
        return each == null ? "" : each + "/*";
    }

    private void add(JsonPointer pointer) {
        add(pointer.toString());
    }

    private void add(String pointer) {
        if (pointer.contains("/*")) {
            patterns.add(pointer.split("/", -1));
        } else {
            exact.add(pointer);
        }
    }

    private static boolean matches(String[] pattern, String[] place) {
        if (pattern.length != place.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equals(place[i])) {
                return false;
            }
        }
        return true;
    }
}
