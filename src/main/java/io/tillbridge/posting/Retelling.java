package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.MappingVersion;
import io.tillbridge.mapping.StampedMappings;
import io.tillbridge.message.PostedDocument;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.message.Stamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a posted document says under one version of its mapping, with the references that were found when it was posted.
 * Books nothing.
 */
@Component
final class Retelling {

    private final Interpreter interpreter;
    private final Translator translator;
    private final StampedMappings stamped;

    Retelling(Interpreter interpreter, Translator translator, StampedMappings stamped) {
        this.interpreter = interpreter;
        this.translator = translator;
        this.stamped = stamped;
    }

    /**
     * Why a message is not reposted.
     *
     * @param code for programs
     * @param detail for people
     */
    record Refusal(String code, String detail) {}

    /** A document under a version: translated, unless there is a refusal. */
    record Told(
            PostedDocument posted,
            @Nullable Work work,
            Work.@Nullable Translated translated,
            @Nullable Refusal refusal) {

        /** Why it is not translated, for people. */
        String doubt() {
            return refusal == null ? "" : refusal.code() + ": " + refusal.detail();
        }

        /** Whether the version is the one that it is stamped with; value maps may have changed since. */
        boolean sameVersion() {
            Stamp stamp = posted.ready().stamp();
            return stamp != null
                    && translated != null
                    && stamp.version() == translated.mapping().version()
                    && stamp.sha256().equals(translated.mapping().sha256());
        }

        /** Whether nothing that it is translated by changed since. */
        boolean sameSet() {
            Stamp stamp = posted.ready().stamp();
            Stamp now = work == null ? null : work.stamp;
            return sameVersion() && stamp != null && now != null && stamp.set() == now.set();
        }
    }

    /** The document under a version of the mapping that it is stamped with, and the value maps of now. */
    Told under(PostedDocument posted, String mapping, int version) {
        return told(posted, mapping, version, translator::translate);
    }

    /** The document as it is posted: under the version that it is stamped with, and the value maps of then. */
    Told asStamped(Connection tx, PostedDocument posted) throws SQLException {
        Stamp stamp = posted.ready().stamp();
        if (stamp == null) {
            return refused(posted, "not_translated", "it has no stamp");
        }
        StampedMappings.Found found =
                stamped.at(tx, new MappingVersion(stamp.mapping(), stamp.version()), stamp.sha256(), stamp.set());
        if (found instanceof StampedMappings.Found.Known known) {
            return told(
                    posted,
                    stamp.mapping(),
                    stamp.version(),
                    work -> translator.translate(work, known.mapping(), stamp));
        }
        StampedMappings.Found.Unknown unknown = (StampedMappings.Found.Unknown) found;
        return refused(posted, unknown.code(), unknown.detail());
    }

    private Told told(PostedDocument posted, String mapping, int version, Consumer<Work> translation) {
        ReadyDocument ready = posted.ready();
        List<Work> works = interpreter
                .interpret(List.of(new ReadyDocument(
                        ready.document(), true, new Stamp(mapping, version, "", 0, 0, 0), ready.attempts())))
                .works();
        Work work = works.get(0);
        if (works.size() > 1 || (work.route != null && !work.route.mapping().equals(mapping))) {
            return refused(posted, "another_mapping", "its flow does not give it to mapping " + mapping + " any more");
        }
        work.resolved = resolved(posted.resolved());
        translation.accept(work);
        Work.Translated translated = work.translated;
        if (translated == null || work.route == null || work.verdict != null) {
            return refused(posted, work);
        }
        if (!work.route.event().word().equals(posted.eventType())) {
            return refused(
                    posted,
                    "another_event",
                    "it was posted as " + posted.eventType() + " and would be "
                            + work.route.event().word());
        }
        if (!translated.factKey().equals(posted.factKey())) {
            return refused(
                    posted,
                    "another_fact",
                    "it was posted as fact " + posted.factKey() + " and would be " + translated.factKey());
        }
        return new Told(posted, work, translated, null);
    }

    /** The books hold what it says already. */
    static Refusal alreadySo(Told told) {
        Stamp stamp = Objects.requireNonNull(told.posted().ready().stamp());
        return new Refusal("already_so", "it is posted under V" + stamp.version());
    }

    /** Why a work that has a verdict cannot be reposted. */
    static Refusal refusal(Work work) {
        Verdict verdict = work.verdict;
        if (verdict instanceof Verdict.Held held) {
            return new Refusal("would_be_held", "it would wait for " + held.key() + "; add that first");
        }
        if (verdict instanceof Verdict.Dead dead) {
            return new Refusal(
                    "would_fail",
                    dead.failure().code() + " at '" + dead.failure().at() + "': "
                            + dead.failure().detail());
        }
        return new Refusal("would_not_be_posted", "its flow would not post it any more: " + verdict);
    }

    private static Told refused(PostedDocument posted, Work work) {
        return new Told(posted, null, null, refusal(work));
    }

    private static Told refused(PostedDocument posted, String code, String detail) {
        return new Told(posted, null, null, new Refusal(code, detail));
    }

    private static Map<String, JsonNode> resolved(@Nullable String json) {
        Map<String, JsonNode> resolved = new HashMap<>();
        if (json != null) {
            ExactJson.parse(json).properties().forEach(one -> resolved.put(one.getKey(), one.getValue()));
        }
        return resolved;
    }
}
