package io.tillbridge.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingVersion;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Translates claimed lanes into one request: by one mapping version, references in one query, translation pure. A lane that
 * misses a reference or cannot be translated is set aside and never fails the others.
 */
final class LaneTranslator {

    private final Mappings mappings;
    private final Prechecks prechecks;
    private final ObjectReader json = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .reader();

    LaneTranslator(Mappings mappings, Prechecks prechecks) {
        this.prechecks = prechecks;
        this.mappings = mappings;
    }

    private record Input(Lane lane, JsonNode canonical, TranslationInput input) {}

    /** Translates the lanes of one claim, at least one. */
    Translated translate(Connection tx, Destination destination, List<Lane> lanes, Instant now) throws SQLException {
        SetAside aside = new SetAside();
        List<LaneReferences.Desired> desired = new ArrayList<>(lanes.size());
        Mapping mapping = mapping(destination, lanes.get(0), now);
        for (Lane lane : lanes) {
            JsonNode document = parse(lane.document());
            if (!document.isObject()) {
                aside.fail(lane, "not_json", "", "the desired state is no JSON object; post it again");
                continue;
            }
            if (mapping == null) {
                aside.fail(
                        lane,
                        "mapping_missing",
                        "",
                        "no version of mapping " + destination.flow().mapping()
                                + " is active; activate one and replay");
            } else {
                desired.add(new LaneReferences.Desired(lane, document));
            }
        }
        List<Input> inputs = new ArrayList<>(desired.size());
        LaneReferences.resolve(
                tx,
                destination,
                desired,
                aside,
                (one, resolved) -> inputs.add(
                        new Input(one.lane(), one.document(), input(destination, one.document(), resolved, now))));
        return mapping == null ? Translated.nothing(null, aside) : whole(destination, mapping, inputs, aside);
    }

    /** An event, alone in its call, is told as it was when it happened; a state is what holds now, however it came about. */
    private @Nullable Mapping mapping(Destination destination, Lane first, Instant now) {
        Instant moment = destination.queue() ? first.occurredAt() : now;
        return mappings.active(
                destination.flow().mapping(), destination.connection().id(), moment, now);
    }

    private Translated whole(Destination destination, Mapping mapping, List<Input> inputs, SetAside aside) {
        MappingVersion version = MappingVersion.of(mapping);
        if (inputs.isEmpty()) {
            return Translated.nothing(version, aside);
        }
        Translation all = translate(destination, mapping, inputs);
        if (all instanceof Translation.Translated done) {
            return done(version, done.result(), inputs, aside);
        }
        List<Input> good = new ArrayList<>();
        for (Input one : inputs) {
            Translation single = translate(destination, mapping, List.of(one));
            if (single instanceof Translation.Translated) {
                good.add(one);
            } else {
                aside.add(one.lane(), single);
            }
        }
        if (good.isEmpty()) {
            return Translated.nothing(version, aside);
        }
        Translation rest = translate(destination, mapping, good);
        if (rest instanceof Translation.Translated done) {
            return done(version, done.result(), good, aside);
        }
        good.forEach(one -> aside.add(one.lane(), rest));
        return Translated.nothing(version, aside);
    }

    /** What is mapped but does not pass the flow's checks counts as what cannot be mapped. */
    private Translation translate(Destination destination, Mapping mapping, List<Input> inputs) {
        Translation outcome = translate(mapping, inputs);
        Translation broken = outcome instanceof Translation.Translated done
                ? prechecks.broken(destination.flow().precheck(), done.result())
                : null;
        return broken == null ? outcome : broken;
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

    private static Translated done(MappingVersion version, JsonNode mapped, List<Input> inputs, SetAside aside) {
        return new Translated(
                version,
                mapped,
                inputs.stream().map(Input::lane).toList(),
                inputs.stream().map(Input::canonical).toList(),
                inputs.get(0).input().resolved(),
                aside);
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
}
