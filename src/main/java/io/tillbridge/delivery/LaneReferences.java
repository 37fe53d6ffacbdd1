package io.tillbridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.connector.Keys;
import io.tillbridge.connector.ResolveRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the flow's {@code resolve} rules say about claimed lanes: remote ids in one query, and what was told last. */
final class LaneReferences {

    private LaneReferences() {}

    /** A claimed lane with its canonical event. */
    record Desired(Lane lane, JsonNode document) {}

    /**
     * Resolves the names of every lane.
     *
     * @param aside receives the lanes that miss something the flow cannot do without
     * @param complete receives the others with their names, in the order of the claim
     */
    static void resolve(
            Connection tx,
            Destination destination,
            List<Desired> lanes,
            SetAside aside,
            BiConsumer<Desired, Map<String, JsonNode>> complete)
            throws SQLException {
        String connection = destination.connection().id();
        Map<ResolveRule.Type, Map<References.Local, String>> found = new EnumMap<>(ResolveRule.Type.class);
        for (ResolveRule.Type type : ResolveRule.Type.values()) {
            boolean version = type == ResolveRule.Type.VERSION;
            found.put(type, References.remote(tx, connection, wanted(type, destination, lanes), version));
        }
        for (Desired one : lanes) {
            Map<String, JsonNode> resolved = resolve(destination, one, found, aside);
            if (resolved != null) {
                complete.accept(one, resolved);
            }
        }
    }

    private static Set<References.Local> wanted(ResolveRule.Type type, Destination destination, List<Desired> lanes) {
        Set<References.Local> wanted = new HashSet<>();
        for (ResolveRule rule : destination.flow().resolve().values()) {
            if (rule.type() == type && type != ResolveRule.Type.SHADOW) {
                lanes.stream()
                        .map(one -> local(rule, one.document()))
                        .filter(Objects::nonNull)
                        .forEach(wanted::add);
            }
        }
        return wanted;
    }

    private static @Nullable Map<String, JsonNode> resolve(
            Destination destination,
            Desired one,
            Map<ResolveRule.Type, Map<References.Local, String>> found,
            SetAside aside) {
        Lane lane = one.lane();
        String connection = destination.connection().id();
        Map<String, JsonNode> resolved = new HashMap<>();
        for (Map.Entry<String, ResolveRule> entry : destination.flow().resolve().entrySet()) {
            ResolveRule rule = entry.getValue();
            References.Local local = local(rule, one.document());
            JsonNode value = rule.type() == ResolveRule.Type.SHADOW
                    ? shadow(lane)
                    : text(local, found.getOrDefault(rule.type(), Map.of()));
            if (value == null && local != null && rule.missing() == ResolveRule.Missing.HOLD) {
                aside.hold(lane, HoldKey.remoteReference(connection, rule.kind(), local.id()));
                return null;
            }
            if (value == null && local != null && rule.missing() == ResolveRule.Missing.DEAD_LETTER) {
                aside.fail(
                        lane,
                        "reference_missing",
                        entry.getKey(),
                        "no " + rule.kind() + " at connection " + connection + " for '" + local.id()
                                + "'; add the cross reference and replay");
                return null;
            }
            resolved.put(entry.getKey(), value == null ? NullNode.getInstance() : value);
        }
        return resolved;
    }

    /** What the destination should hold: what it was told last, with a null quantity when that is not known any more. */
    private static @Nullable JsonNode shadow(Lane lane) {
        if (lane.deliveredSequence() == 0) {
            return null;
        }
        ObjectNode shadow = JsonNodeFactory.instance.objectNode();
        shadow.put("sequence", lane.deliveredSequence());
        shadow.put("quantity", lane.deliveredLevel());
        return shadow;
    }

    /** What a state refers to; null when it lacks the id, so that it refers to nothing. */
    private static References.@Nullable Local local(ResolveRule rule, JsonNode document) {
        String id = Keys.of(rule.by(), document);
        return id == null ? null : new References.Local(rule.kind(), id);
    }

    private static @Nullable JsonNode text(References.@Nullable Local local, Map<References.Local, String> found) {
        String value = local == null ? null : found.get(local);
        return value == null ? null : TextNode.valueOf(value);
    }
}
