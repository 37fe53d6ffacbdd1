package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.CanonicalEvent;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.FactKeys;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.canonical.InvalidCanonicalEvent;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.mapping.WrittenJson;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.Stamp;
import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.StorableKey;
import io.tillbridge.platform.StorableText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Translates one document into its canonical event, under the version it is stamped with or the one that is active. */
@Component
final class Translator {

    private final Mappings mappings;
    private final FactKeys factKeys = FactKeys.load();

    Translator(Mappings mappings) {
        this.mappings = mappings;
    }

    /** The generation of the active set that a translation which begins now is at least of. */
    long set() {
        return mappings.set();
    }

    void translate(Work work) {
        if (!work.open() || work.route == null) {
            return;
        }
        Work.Route route = work.route;
        Mapping mapping = mapping(work, route);
        if (mapping == null) {
            work.verdict = Interpreter.dead(
                    "no_active_mapping",
                    Category.MISSING_REFERENCE,
                    route.mapping(),
                    "no version of mapping " + route.mapping() + " is active for connection "
                            + route.plan().id() + " at this document's time; add an activation row and replay");
            return;
        }
        translate(work, route, mapping, stamp(work, route, mapping));
    }

    /** Translates under this version, whichever is active, and stamps it so. */
    void translate(Work work, Mapping mapping, Stamp stamp) {
        if (work.open() && work.route != null) {
            translate(work, work.route, mapping, stamp);
        }
    }

    private void translate(Work work, Work.Route route, Mapping mapping, Stamp stamp) {
        work.stamp = stamp;
        Translation translation = mapping.translate(input(work, route));
        if (translation instanceof Translation.Translated translated) {
            read(work, route, mapping, translated.result());
        } else if (translation instanceof Translation.Missing missing) {
            work.verdict = new Verdict.Held(missing.key());
        } else if (translation instanceof Translation.Untranslatable failed) {
            work.verdict = dead(failed.code(), failed.at(), failed.detail());
        }
    }

    /** A version that a message is stamped with already keeps the row that chose it; value maps are those of now. */
    private Stamp stamp(Work work, Work.Route route, Mapping mapping) {
        Stamp before = kept(work, route);
        int row = before != null
                ? before.activation()
                : mappings.activation(
                        route.mapping(),
                        route.plan().id(),
                        work.eventTime,
                        work.ready.document().receivedAt());
        return new Stamp(
                mapping.subject(), mapping.version(), mapping.sha256(), route.generation(), row, mappings.set());
    }

    private static @Nullable Stamp kept(Work work, Work.Route route) {
        Stamp stamp = work.ready.stamp();
        return stamp != null && stamp.mapping().equals(route.mapping()) ? stamp : null;
    }

    private @Nullable Mapping mapping(Work work, Work.Route route) {
        Stamp stamp = kept(work, route);
        if (stamp != null) {
            return mappings.version(stamp.mapping(), stamp.version());
        }
        return mappings.active(
                route.mapping(),
                route.plan().id(),
                work.eventTime,
                work.ready.document().receivedAt());
    }

    static TranslationInput input(Work work, Work.Route route) {
        AcceptedDocument document = work.ready.document();
        return TranslationInputs.of(
                route.plan(),
                document.flow(),
                document.receivedAt(),
                document.headers(),
                route.document(),
                work.businessKey,
                work.resolved);
    }

    private void read(Work work, Work.Route route, Mapping mapping, ObjectNode body) {
        try {
            CanonicalEvent event = CanonicalReader.read(
                    route.event(), body, work.ready.document().receivedAt());
            String json = WrittenJson.of(body);
            work.verdict = unstorable(StorableText.of(json));
            if (work.verdict != null) {
                return;
            }
            String factKey = StorableKey.of(factKeys.of(route.event(), body));
            work.translated = new Work.Translated(mapping, body, json, Sha256.of(json), event, factKey);
        } catch (InvalidCanonicalEvent e) {
            work.verdict = dead(e.code(), e.at(), String.valueOf(e.getMessage()));
        }
    }

    private static Verdict.Dead dead(String code, String at, String detail) {
        return Interpreter.dead(code, TranslationFault.of(code), at, detail);
    }

    private static Verdict.@Nullable Dead unstorable(StorableText text) {
        return switch (text) {
            case WHOLE -> null;
            case NUL ->
                Interpreter.dead(
                        "nul_character",
                        Category.PARTNER_REFUSED,
                        "",
                        "a text contains the character U+0000, which no system can store; the sender must remove it");
            case HALF_PAIR ->
                Interpreter.dead(
                        "half_surrogate_pair",
                        Category.PARTNER_REFUSED,
                        "",
                        "a text contains half of a surrogate pair, which is no character: it was cut in the middle of one;"
                                + " the sender must send it again whole");
        };
    }
}
