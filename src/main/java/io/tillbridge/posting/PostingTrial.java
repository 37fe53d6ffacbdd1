package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.MappedPlaces;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.PollRequested;
import io.tillbridge.message.ReadyDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What posting would make of a document, up to its canonical event and fact key. Nothing is booked and no database is
 * asked: cross references come from the caller, and whether items are known is not looked at.
 */
public final class PostingTrial {

    private final Interpreter interpreter;
    private final Translator translator;
    private final MappedPlaces mapped;

    public PostingTrial(ConnectionPlans plans, Mappings mappings) {
        this.interpreter = new Interpreter(plans);
        this.translator = new Translator(mappings);
        this.mapped = new MappingPlaces(mappings);
    }

    /** What became of a document or of one part of it. */
    public sealed interface Outcome {}

    /** A canonical event with the key of its business fact. */
    public record Event(EventType type, String factKey, ObjectNode body, String mapping) implements Outcome {}

    /** Waits for one thing. */
    public record Waits(HoldKey key) implements Outcome {}

    /** Needs no effect, such as {@code tombstone} or {@code filtered:<metric>}. */
    public record Skipped(String reason) implements Outcome {}

    /** What it only names is fetched: {@code {"fetch": name, "args": {...}}}. */
    public record Fetching(String fetch) implements Outcome {}

    /** Led to no event of its own: {@code split} or {@code triggered}. */
    public record Led(String to) implements Outcome {}

    /** A dead letter. */
    public record Dead(String code, String at, String detail) implements Outcome {}

    /** The places that mappings read. */
    public MappedPlaces mapped() {
        return mapped;
    }

    /**
     * The outcomes of a document and of the parts it is cut into, the document's own first.
     *
     * @param locals our id of what a partner names; null when it is not known
     */
    public List<Outcome> of(AcceptedDocument document, Function<Remote, @Nullable String> locals) {
        Interpreter.Interpreted read = interpreter.interpret(List.of(ReadyDocument.arrived(document)));
        Map<Remote, String> found = new HashMap<>();
        for (Remote remote : References.wanted(read.works())) {
            String local = locals.apply(remote);
            if (local != null) {
                found.put(remote, local);
            }
        }
        References.attach(read.works(), found);
        List<Outcome> outcomes = new ArrayList<>();
        for (Work work : read.works()) {
            translator.translate(work);
            outcomes.add(outcome(work));
        }
        for (PollRequested poll : read.polls()) {
            outcomes.add(new Led("poll " + poll.flow()));
        }
        return outcomes;
    }

    private static Outcome outcome(Work work) {
        Verdict verdict = work.verdict;
        Work.Translated translated = work.translated;
        if (translated != null && work.route != null && verdict == null) {
            return new Event(work.route.event(), translated.factKey(), translated.body(), work.route.mapping());
        }
        if (verdict instanceof Verdict.Held held) {
            return new Waits(held.key());
        }
        if (verdict instanceof Verdict.Skipped skipped) {
            return new Skipped(skipped.reason());
        }
        if (verdict instanceof Verdict.Fetching fetching) {
            return new Fetching(fetching.fetch());
        }
        if (verdict instanceof Verdict.Dead dead) {
            return new Dead(
                    dead.failure().code(), dead.failure().at(), dead.failure().detail());
        }
        return new Led(verdict instanceof Verdict.Posted posted ? String.valueOf(posted.led()) : "nothing");
    }
}
