package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.canonical.CanonicalEvent;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.Return;
import io.tillbridge.canonical.Sale;
import io.tillbridge.canonical.StockAdjusted;
import io.tillbridge.canonical.StockCounted;
import io.tillbridge.canonical.StockReceived;
import io.tillbridge.canonical.StockSnapshot;
import io.tillbridge.catalog.CrossReferences;
import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.catalog.ItemMaster;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.ResolveRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks up what a batch refers to, one query per kind of reference, so that translation stays pure. A document that
 * refers to something missing is held on exactly that.
 */
@Component
final class References {

    private final CrossReferences crossReferences;
    private final ItemMaster items;

    References(CrossReferences crossReferences, ItemMaster items) {
        this.crossReferences = crossReferences;
        this.items = items;
    }

    /** Before translation: the cross references that flows resolve. */
    void resolve(Connection connection, List<Work> works) throws SQLException {
        attach(works, crossReferences.locals(connection, wanted(works)));
    }

    /** What the documents refer to. */
    static Set<Remote> wanted(List<Work> works) {
        Set<Remote> wanted = new HashSet<>();
        for (Work work : works) {
            if (work.open() && work.route != null) {
                Work.Route route = work.route;
                route.resolve().values().forEach(rule -> remotes(route, rule).forEach(wanted::add));
            }
        }
        return wanted;
    }

    /** Gives each document what was found; one that refers to something missing gets its verdict. */
    static void attach(List<Work> works, Map<Remote, String> found) {
        for (Work work : works) {
            if (work.open() && work.route != null) {
                attach(work, work.route, found);
            }
        }
    }

    /** After translation: every SKU that a canonical event names must be an item. */
    void requireItems(Connection connection, List<Work> works) throws SQLException {
        List<List<String>> named = new ArrayList<>(works.size());
        Set<String> wanted = new HashSet<>();
        for (Work work : works) {
            List<String> skus = skus(work);
            named.add(skus);
            wanted.addAll(skus);
        }
        Set<String> known = items.known(connection, wanted);
        for (int i = 0; i < named.size(); i++) {
            for (String sku : named.get(i)) {
                if (!known.contains(sku)) {
                    works.get(i).verdict = new Verdict.Held(HoldKey.sku(sku));
                    break;
                }
            }
        }
    }

    private static Stream<Remote> remotes(Work.Route route, ResolveRule rule) {
        if (rule.type() != ResolveRule.Type.XREF) {
            return Stream.empty();
        }
        return rule.each() == null
                ? Stream.ofNullable(remote(route, rule, route.document()))
                : stream(route.document().at(rule.each()))
                        .map(element -> remote(route, rule, element))
                        .filter(Objects::nonNull);
    }

    private static @Nullable Remote remote(Work.Route route, ResolveRule rule, JsonNode node) {
        String id = Keys.of(rule.by(), node);
        return id == null ? null : new Remote(route.plan().id(), rule.kind(), id);
    }

    private static void attach(Work work, Work.Route route, Map<Remote, String> found) {
        route.resolve().forEach((name, rule) -> {
            if (rule.type() != ResolveRule.Type.XREF || !work.open()) {
                return;
            }
            if (rule.each() == null) {
                work.resolved.put(name, local(work, rule, remote(route, rule, route.document()), found));
            } else {
                ArrayNode values = JsonNodeFactory.instance.arrayNode();
                stream(route.document().at(rule.each()))
                        .forEach(element -> values.add(local(work, rule, remote(route, rule, element), found)));
                work.resolved.put(name, values);
            }
        });
    }

    /** A document without the id refers to nothing; one whose id is unknown follows the rule's {@code missing}. */
    private static JsonNode local(Work work, ResolveRule rule, @Nullable Remote remote, Map<Remote, String> found) {
        String local = remote == null ? null : found.get(remote);
        if (local != null) {
            return TextNode.valueOf(local);
        }
        if (remote != null && work.open()) {
            if (rule.missing() == ResolveRule.Missing.HOLD) {
                work.verdict =
                        new Verdict.Held(HoldKey.crossReference(remote.connection(), remote.kind(), remote.remoteId()));
            } else if (rule.missing() == ResolveRule.Missing.DEAD_LETTER) {
                work.verdict = Interpreter.dead(
                        "xref_missing",
                        Category.MISSING_REFERENCE,
                        remote.kind(),
                        "no " + remote.kind() + " of connection " + remote.connection() + " with id "
                                + remote.remoteId() + "; add the cross reference and replay");
            }
        }
        return NullNode.getInstance();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return array.valueStream();
    }

    private static List<String> skus(Work work) {
        CanonicalEvent event = work.open() && work.translated != null ? work.translated.event() : null;
        if (event instanceof Order order) {
            return skus(order.lines(), Order.Line::sku);
        }
        if (event instanceof Sale sale) {
            return skus(sale.lines(), Sale.Line::sku);
        }
        if (event instanceof Return returned) {
            return skus(returned.lines(), Return.Line::sku);
        }
        if (event instanceof StockReceived received) {
            return skus(received.lines(), StockReceived.Line::sku);
        }
        if (event instanceof StockCounted counted) {
            return skus(counted.lines(), StockCounted.Line::sku);
        }
        if (event instanceof StockAdjusted adjusted) {
            return skus(adjusted.lines(), StockAdjusted.Line::sku);
        }
        if (event instanceof FulfilmentStep step && OrderTies.goods(step) != null) {
            return skus(step.lines(), FulfilmentStep.Line::sku);
        }
        return event instanceof StockSnapshot snapshot ? List.of(snapshot.sku()) : List.of();
    }

    private static <L> List<String> skus(List<L> lines, Function<L, String> sku) {
        List<String> skus = new ArrayList<>(lines.size());
        lines.forEach(line -> skus.add(sku.apply(line)));
        return skus;
    }
}
