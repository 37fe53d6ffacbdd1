package io.tillbridge.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Translates claimed lanes into one request: references in one query, translation pure. A lane that misses a reference or
 * cannot be translated is set aside and never fails the others.
 */
final class LaneTranslator {

    private final Mappings mappings;
    private final ObjectReader json = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .reader();

    LaneTranslator(Mappings mappings) {
        this.mappings = mappings;
    }

    private record Input(Lane lane, JsonNode canonical, TranslationInput input) {}

    /** Translates the lanes of one claim. */
    Translated translate(Connection tx, Destination destination, List<Lane> lanes, Instant now) throws SQLException {
        Map<Lane, HoldKey> held = new LinkedHashMap<>();
        Map<Lane, Failure> failed = new LinkedHashMap<>();
        Map<Lane, JsonNode> documents = new LinkedHashMap<>();
        for (Lane lane : lanes) {
            JsonNode document = parse(lane.document());
            if (document.isObject()) {
                documents.put(lane, document);
            } else {
                failed.put(lane, failure(lane, "not_json", "", "the desired state is no JSON object; post it again"));
            }
        }
        Map<References.Local, String> found = references(tx, destination, documents);
        List<Input> inputs = new ArrayList<>();
        documents.forEach((lane, document) -> {
            Map<String, JsonNode> resolved = resolve(destination, lane, document, found, held, failed);
            if (resolved != null) {
                inputs.add(new Input(lane, document, input(destination, document, resolved, now)));
            }
        });
        Mapping mapping = inputs.isEmpty()
                ? null
                : mappings.active(
                        destination.flow().mapping(),
                        destination.connection().id(),
                        inputs.get(0).lane().occurredAt(),
                        now);
        if (mapping == null) {
            inputs.forEach(input -> failed.put(
                    input.lane(),
                    failure(
                            input.lane(),
                            "mapping_missing",
                            "",
                            "no version of mapping " + destination.flow().mapping()
                                    + " is active; activate one and replay")));
            return nothing(held, failed);
        }
        return whole(mapping, inputs, held, failed);
    }

    private static Translated whole(
            Mapping mapping, List<Input> inputs, Map<Lane, HoldKey> held, Map<Lane, Failure> failed) {
        Translation all = translate(mapping, inputs);
        if (all instanceof Translation.Translated done) {
            return done(done.result(), inputs, held, failed);
        }
        List<Input> good = new ArrayList<>();
        for (Input one : inputs) {
            Translation single = translate(mapping, List.of(one));
            if (single instanceof Translation.Translated) {
                good.add(one);
            } else {
                setAside(one.lane(), single, held, failed);
            }
        }
        if (good.isEmpty()) {
            return nothing(held, failed);
        }
        Translation rest = translate(mapping, good);
        if (rest instanceof Translation.Translated done) {
            return done(done.result(), good, held, failed);
        }
        good.forEach(one -> setAside(one.lane(), rest, held, failed));
        return nothing(held, failed);
    }

    private static Translation translate(Mapping mapping, List<Input> inputs) {
        TranslationInput first = inputs.get(0).input();
        return mapping.translate(new TranslationInput(
                first.document(),
                first.connection(),
                first.event(),
                first.resolved(),
                inputs.stream().map(Input::input).toList()));
    }

    private static Translated done(
            JsonNode mapped, List<Input> inputs, Map<Lane, HoldKey> held, Map<Lane, Failure> failed) {
        return new Translated(
                mapped,
                inputs.stream().map(Input::lane).toList(),
                inputs.stream().map(Input::canonical).toList(),
                inputs.get(0).input().resolved(),
                held,
                failed);
    }

    private static Translated nothing(Map<Lane, HoldKey> held, Map<Lane, Failure> failed) {
        return new Translated(null, List.of(), List.of(), Map.of(), held, failed);
    }

    private static void setAside(Lane lane, Translation outcome, Map<Lane, HoldKey> held, Map<Lane, Failure> failed) {
        if (outcome instanceof Translation.Missing missing) {
            held.put(lane, missing.key());
        } else if (outcome instanceof Translation.Untranslatable bad) {
            failed.put(lane, failure(lane, bad.code(), bad.at(), bad.detail()));
        }
    }

    private Map<References.Local, String> references(
            Connection tx, Destination destination, Map<Lane, JsonNode> documents) throws SQLException {
        Set<References.Local> wanted = new HashSet<>();
        for (ResolveRule rule : destination.flow().resolve().values()) {
            if (rule.type() == ResolveRule.Type.XREF) {
                documents.values().forEach(document -> wanted.add(local(rule, document)));
            }
        }
        return References.remote(tx, destination.connection().id(), wanted);
    }

    private static @Nullable Map<String, JsonNode> resolve(
            Destination destination,
            Lane lane,
            JsonNode document,
            Map<References.Local, String> found,
            Map<Lane, HoldKey> held,
            Map<Lane, Failure> failed) {
        Map<String, JsonNode> resolved = new HashMap<>();
        for (Map.Entry<String, ResolveRule> entry : destination.flow().resolve().entrySet()) {
            ResolveRule rule = entry.getValue();
            References.Local local = local(rule, document);
            JsonNode value = rule.type() == ResolveRule.Type.SHADOW ? shadow(lane) : text(found.get(local));
            if (value == null && rule.missing() == ResolveRule.Missing.HOLD) {
                held.put(lane, HoldKey.remoteReference(destination.connection().id(), rule.kind(), local.id()));
                return null;
            }
            if (value == null && rule.missing() == ResolveRule.Missing.DEAD_LETTER) {
                failed.put(
                        lane,
                        failure(
                                lane,
                                "reference_missing",
                                entry.getKey(),
                                "no " + rule.kind() + " at connection "
                                        + destination.connection().id() + " for '" + local.id()
                                        + "'; add the cross reference and replay"));
                return null;
            }
            resolved.put(entry.getKey(), value == null ? NullNode.getInstance() : value);
        }
        return resolved;
    }

    /** What the destination should hold: what it was told last. */
    private static @Nullable JsonNode shadow(Lane lane) {
        if (lane.deliveredSequence() == 0) {
            return null;
        }
        ObjectNode shadow = JsonNodeFactory.instance.objectNode();
        shadow.put("sequence", lane.deliveredSequence());
        if (lane.deliveredLevel() != null) {
            shadow.put("quantity", lane.deliveredLevel());
        }
        return shadow;
    }

    private static References.Local local(ResolveRule rule, JsonNode document) {
        StringJoiner id = new StringJoiner("/");
        if (rule.by() instanceof KeyRule.Fields fields) {
            fields.fields().forEach(field -> id.add(document.path(field).asText("")));
        } else if (rule.by() instanceof KeyRule.Pointers pointers) {
            pointers.pointers().forEach(pointer -> id.add(document.at(pointer).asText("")));
        }
        return new References.Local(rule.kind(), id.toString());
    }

    private static TranslationInput input(
            Destination destination, JsonNode document, Map<String, JsonNode> resolved, Instant now) {
        ConnectionPlan connection = destination.connection();
        return new TranslationInput(
                document,
                new TranslationInput.Connection(connection.id(), connection.timezone(), connection.settings()),
                new TranslationInput.Event(now, destination.flow().name(), Map.of(), null),
                resolved,
                List.of());
    }

    private JsonNode parse(String document) {
        try {
            return json.readTree(document);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static @Nullable JsonNode text(@Nullable String value) {
        return value == null ? null : TextNode.valueOf(value);
    }

    private static Failure failure(Lane lane, String code, String at, String detail) {
        return new Failure(
                Failure.Stage.DELIVER,
                code,
                Failure.Category.MISSING_REFERENCE,
                at.isEmpty() ? lane.key() : at,
                detail);
    }
}
