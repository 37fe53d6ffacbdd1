package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.InvalidCanonicalEvent;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import org.jspecify.annotations.Nullable;

/** Two versions of one mapping, each asked as posting asks. Thread-safe. */
public final class Versions {

    private final Mapping from;
    private final Mapping to;
    private final Masked masked;

    private Versions(Mapping from, Mapping to) {
        this.from = from;
        this.to = to;
        this.masked = Masked.of(from, to);
    }

    /** Two versions of one subject. */
    public static Versions of(Mapping from, Mapping to) {
        return new Versions(from, to);
    }

    String subject() {
        return from.subject();
    }

    /** Translates a document under both and counts. */
    void compare(String document, TranslationInput input, @Nullable EventType event, Tally tally) {
        tally.add(document, translate(from, input, event), translate(to, input, event), masked);
    }

    /**
     * What a version makes of a document. A result that the books could not read is a dead letter, as in posting.
     *
     * @param event what the result is to be; null when it is no canonical event
     */
    static Translation translate(Mapping mapping, TranslationInput input, @Nullable EventType event) {
        return checked(mapping.translate(input), input, event);
    }

    /** The outcome as posting would have it. */
    static Translation checked(Translation translation, TranslationInput input, @Nullable EventType event) {
        return translation instanceof Translation.Translated translated && event != null
                ? read(event, translated, input)
                : translation;
    }

    private static Translation read(EventType event, Translation.Translated translated, TranslationInput input) {
        ObjectNode body = translated.result();
        try {
            CanonicalReader.read(event, body, input.event().receivedAt());
            return translated;
        } catch (InvalidCanonicalEvent e) {
            return new Translation.Untranslatable(e.code(), e.at(), String.valueOf(e.getMessage()));
        }
    }
}
