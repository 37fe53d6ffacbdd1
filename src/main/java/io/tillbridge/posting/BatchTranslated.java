package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a committed batch translated, for those who look on. Told on the posting thread: a listener only takes what it wants
 * and does nothing else there.
 */
public final class BatchTranslated {

    private final List<Work> works;

    BatchTranslated(List<Work> works) {
        this.works = works;
    }

    /**
     * One document and what the version that counts made of it. Nothing of it may be changed.
     *
     * @param bytes of the document
     */
    public record Live(
            UUID message, String connection, int bytes, EventType event, TranslationInput input, Translation outcome) {}

    /** Tells every document that a mapping translated. */
    public void of(String mapping, Consumer<Live> each) {
        for (Work work : works) {
            if (work.route != null && work.stamp != null && work.route.mapping().equals(mapping)) {
                Translation outcome = outcome(work);
                if (outcome != null) {
                    each.accept(new Live(
                            work.ready.document().messageId(),
                            work.route.plan().id(),
                            work.ready.document().body().length,
                            work.route.event(),
                            Translator.input(work, work.route),
                            outcome));
                }
            }
        }
    }

    /** What the translation gave, whatever became of its result; null when it never came so far. */
    private static @Nullable Translation outcome(Work work) {
        if (work.translated != null) {
            return new Translation.Translated(work.translated.body(), List.of());
        }
        if (work.verdict instanceof Verdict.Held held) {
            return new Translation.Missing(held.key());
        }
        return work.verdict instanceof Verdict.Dead dead
                ? new Translation.Untranslatable(
                        dead.failure().code(),
                        dead.failure().at(),
                        dead.failure().detail())
                : null;
    }
}
