package io.tillbridge.reload;

import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.connector.MappingUse;
import io.tillbridge.mapping.ContextRead;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.MappingFolder;
import io.tillbridge.platform.NearestWord;
import io.tillbridge.platform.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds connectors against the mappings that they name: that there is one, that it makes or takes the flow's event, that it
 * reads nothing the connector does not give, and that some version of it counts by now for every connection that runs it.
 */
public final class MappingFit {

    private final MappingCatalog mappings;
    private final Instant now;
    private final Set<Problem> problems = new LinkedHashSet<>();

    private MappingFit(MappingCatalog mappings, Instant now) {
        this.mappings = mappings;
        this.now = now;
    }

    /** Every misfit of a home's connectors and mappings, in no particular order. */
    public static List<Problem> problems(ConnectorCatalog.Loaded connectors, MappingCatalog mappings, Clock clock) {
        MappingFit fit = new MappingFit(mappings, clock.instant());
        connectors.uses().forEach(fit::check);
        return new ArrayList<>(fit.problems);
    }

    private void check(MappingUse use) {
        if (!mappings.has(use.subject())) {
            unknown(use);
            return;
        }
        String connection = use.connection();
        if (connection != null) {
            activated(use, connection);
        }
        versions(use).forEach(mapping -> {
            event(use, mapping);
            size(use, mapping);
            mapping.context().forEach(read -> context(use, read));
        });
    }

    /** What comes before the first version counts would be a dead letter. */
    private void activated(MappingUse use, String connection) {
        Instant since = mappings.activeSince(use.subject(), connection);
        if (since != null && !since.isAfter(now)) {
            return;
        }
        problems.add(use.place()
                .says(
                        "not_activated",
                        "no version of " + use.subject() + " for the connection " + connection
                                + (since == null ? "" : " before " + since),
                        "a row in mappings/" + use.subject().replace('.', '/')
                                + "/activations.yaml whose from is not to come",
                        "run: tillbridge mapping release " + use.subject() + " N, and append a row"));
    }

    /** The version that counts now, and the newest, which may be about to. */
    private Set<Mapping> versions(MappingUse use) {
        Set<Mapping> versions = new LinkedHashSet<>();
        Mapping newest = mappings.newest(use.subject());
        Mapping active = use.connection() == null ? null : mappings.active(use.subject(), use.connection(), null, now);
        if (active != null) {
            versions.add(active);
        }
        if (newest != null) {
            versions.add(newest);
        }
        return versions;
    }

    private void unknown(MappingUse use) {
        String nearest = NearestWord.of(use.subject(), mappings.subjects());
        String first = MappingFolder.version(use.subject(), 1) + "first" + MappingFolder.SUFFIX;
        problems.add(use.place()
                .says(
                        "unknown_mapping",
                        "'" + use.subject() + "'",
                        "a subject with a file such as " + first,
                        nearest == null ? "add the file" : "did you mean '" + nearest + "'?"));
    }

    private void event(MappingUse use, Mapping mapping) {
        boolean told = use.event().direction() == EventType.Direction.OUT;
        String side = told ? mapping.source() : mapping.target();
        String wanted = "canonical/" + use.event().schema() + ".v";
        if (!side.startsWith(wanted)) {
            problems.add(use.place()
                    .says(
                            "wrong_mapping",
                            mapping.subject() + " V" + mapping.version() + " " + (told ? "from " : "to ") + side,
                            "a mapping " + (told ? "from " : "to ") + wanted + "1 for " + use.event(),
                            "name another mapping or another event"));
        }
    }

    private void size(MappingUse use, Mapping mapping) {
        if (use.atOnce() > 1 && !mapping.batch()) {
            problems.add(use.place()
                    .says(
                            "wrong_mapping",
                            mapping.subject() + " V" + mapping.version() + ", which takes one event",
                            "batch: true for up to " + use.atOnce() + " events of a call",
                            "set collapse.max to 1, or make it a mapping over $batch"));
        }
    }

    private void context(MappingUse use, ContextRead read) {
        Set<String> given = read.scope().equals("settings") ? use.settings() : use.references();
        if (given.contains(read.name())) {
            return;
        }
        String what = read.scope().equals("settings") ? "setting" : "reference";
        problems.add(read.place()
                .says(
                        "undefined",
                        what + " '" + read.name() + "'",
                        "one of " + new TreeSet<>(given) + ", which "
                                + use.place().file() + " gives at "
                                + use.place().field(),
                        read.scope().equals("settings")
                                ? "declare it under spec, or correct the path"
                                : "look it up under resolve, or correct the path"));
    }
}
