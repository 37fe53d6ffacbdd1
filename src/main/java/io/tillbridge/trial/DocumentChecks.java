package io.tillbridge.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.StaleRule;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.posting.PostingTrial;
import io.tillbridge.posting.PostingTrial.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a flow's rows and mappings make of whole, gapped, late and unheard-of documents, however they came. */
final class DocumentChecks {

    private final String flow;
    private final PostingTrial posting;
    private final List<DispatchRule> dispatch;
    private final @Nullable StaleRule stale;
    private final List<TrialDocument> documents;
    private final Function<TrialDocument, @Nullable AcceptedDocument> accept;
    private final DstHours hours;

    /**
     * Checks of one flow.
     *
     * @param accept gives a document as the flow's own way in would hand it on; null when no sender could say it
     */
    DocumentChecks(
            String flow,
            Bench bench,
            List<DispatchRule> dispatch,
            @Nullable StaleRule stale,
            List<TrialDocument> documents,
            Function<TrialDocument, @Nullable AcceptedDocument> accept) {
        this.flow = flow;
        this.posting = bench.posting();
        this.dispatch = dispatch;
        this.stale = stale;
        this.documents = documents;
        this.accept = accept;
        this.hours = DstHours.of(bench.plan().timezone());
    }

    List<CheckResult> run() {
        return List.of(whole(), duplicate(), outOfOrder(), nulls(), dst(), unknownType());
    }

    private List<Outcome> outcomes(TrialDocument document) {
        AcceptedDocument accepted = accept.apply(document);
        return accepted == null ? List.of() : posting.of(accepted, Bench::known);
    }

    private static Optional<PostingTrial.Dead> dead(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(PostingTrial.Dead.class::isInstance)
                .map(PostingTrial.Dead.class::cast)
                .findFirst();
    }

    private static List<String> facts(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(PostingTrial.Event.class::isInstance)
                .map(outcome -> ((PostingTrial.Event) outcome).factKey())
                .toList();
    }

    private CheckResult whole() {
        if (documents.isEmpty()) {
            return CheckResult.failed(
                    flow, Check.DOCUMENTS, "no mapping that the flow names has a sample that one of its rows takes");
        }
        int events = 0;
        for (TrialDocument document : documents) {
            List<Outcome> outcomes = outcomes(document);
            Optional<PostingTrial.Dead> dead = dead(outcomes);
            if (dead.isPresent()) {
                return CheckResult.failed(flow, Check.DOCUMENTS, document.name() + " became " + told(dead.get()));
            }
            List<String> facts = facts(outcomes);
            if (facts.isEmpty() && !document.mapping().isEmpty()) {
                return CheckResult.failed(flow, Check.DOCUMENTS, document.name() + " became " + outcomes);
            }
            events += facts.size();
        }
        return CheckResult.passed(flow, Check.DOCUMENTS, documents.size() + " became " + events + " events");
    }

    private CheckResult duplicate() {
        for (TrialDocument document : documents) {
            if (!facts(outcomes(document)).equals(facts(outcomes(document)))) {
                return CheckResult.failed(
                        flow, Check.DUPLICATE, document.name() + " received twice makes two different facts");
            }
        }
        return CheckResult.passed(flow, Check.DUPLICATE, "twice the same fact key");
    }

    private CheckResult outOfOrder() {
        if (stale == null) {
            return CheckResult.notApplicable(
                    flow, Check.OUT_OF_ORDER, "no stale.version: every document is a fact of its own");
        }
        for (TrialDocument document : documents) {
            String version = document.body().at(stale.version()).asText();
            if (!document.mapping().isEmpty() && !Versions.readable(stale.type(), version)) {
                return CheckResult.failed(
                        flow,
                        Check.OUT_OF_ORDER,
                        document.name() + " has no " + stale.type() + " at " + stale.version()
                                + ", so an older state would be taken for a newer one");
            }
        }
        return CheckResult.passed(flow, Check.OUT_OF_ORDER, "an older " + stale.version() + " is skipped");
    }

    private CheckResult nulls() {
        int dead = 0;
        int tried = 0;
        for (TrialDocument document : documents) {
            for (String place : leaves(document.body())) {
                ObjectNode gapped = document.body().deepCopy();
                Satisfied.set(gapped, JsonPointer.compile(place), NullNode.getInstance());
                tried++;
                try {
                    dead += dead(outcomes(document.with(gapped))).isPresent() ? 1 : 0;
                } catch (RuntimeException defect) {
                    return CheckResult.failed(
                            flow, Check.NULLS, document.name() + " with null at " + place + " throws " + defect);
                }
            }
        }
        return CheckResult.passed(
                flow, Check.NULLS, "of " + tried + " members null in turn, " + dead + " make a dead letter");
    }

    private CheckResult dst() {
        int times = 0;
        for (TrialDocument document : documents) {
            for (DstHours.Hour hour : hours.hours()) {
                ObjectNode moved = document.body().deepCopy();
                times += moved(moved, hour);
                if (moved.equals(document.body())) {
                    continue;
                }
                Optional<PostingTrial.Dead> dead = dead(outcomes(document.with(moved)));
                if (dead.isPresent() && !hour.mayRefuse(dead.get().code())) {
                    return CheckResult.failed(
                            flow, Check.DST_HOUR, document.name() + " " + hour.name() + " became " + told(dead.get()));
                }
            }
        }
        return times == 0
                ? CheckResult.notApplicable(flow, Check.DST_HOUR, "its documents hold no times")
                : CheckResult.passed(flow, Check.DST_HOUR, "in the hour that comes twice and the one that never comes");
    }

    private CheckResult unknownType() {
        if (dispatch.size() < 2 || documents.isEmpty()) {
            return CheckResult.notApplicable(flow, Check.UNKNOWN_TYPE, "one row takes every document");
        }
        for (TrialDocument document : documents) {
            ObjectNode other = document.body().deepCopy();
            TrialDocument unheard = UnheardOf.of(document.with(other), dispatch);
            if (unheard.headers().equals(document.headers()) && unheard.body().equals(document.body())) {
                return CheckResult.notApplicable(flow, Check.UNKNOWN_TYPE, "its rows compare no type");
            }
            int row = FlowDocuments.first(dispatch, unheard);
            List<Outcome> outcomes = outcomes(unheard);
            if (!facts(outcomes).isEmpty() && row == dispatch.size() - 1) {
                return CheckResult.notApplicable(
                        flow, Check.UNKNOWN_TYPE, "its last row takes whatever the others leave");
            }
            if (!facts(outcomes).isEmpty()) {
                return CheckResult.failed(
                        flow, Check.UNKNOWN_TYPE, "a type that no row names makes events by row " + (row + 1));
            }
        }
        return CheckResult.passed(flow, Check.UNKNOWN_TYPE, "counted and dropped, or a dead letter");
    }

    private int moved(JsonNode node, DstHours.Hour hour) {
        int moved = 0;
        if (node instanceof ObjectNode object) {
            for (String name : new TreeSet<>(names(object))) {
                String other = hour.instead(object.get(name).asText());
                if (object.get(name).isTextual() && other != null) {
                    object.set(name, TextNode.valueOf(other));
                    moved++;
                } else {
                    moved += moved(object.get(name), hour);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (JsonNode element : array) {
                moved += moved(element, hour);
            }
        }
        return moved;
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Pointers of all members at any depth; of an array, those of its first element. */
    private static List<String> leaves(JsonNode node) {
        List<String> found = new ArrayList<>();
        collect(node, "", found);
        return found;
    }

    private static void collect(JsonNode node, String at, List<String> found) {
        if (node instanceof ObjectNode object) {
            for (String name : names(object)) {
                String place = at + "/" + name.replace("~", "~0").replace("/", "~1");
                if (!object.get(name).isNull()) {
                    found.add(place);
                }
                collect(object.get(name), place, found);
            }
        } else if (node.isArray() && !node.isEmpty()) {
            collect(node.get(0), at + "/0", found);
        }
    }

    private static String told(PostingTrial.Dead dead) {
        return "dead letter " + dead.code() + (dead.at().isEmpty() ? "" : " at " + dead.at()) + ": " + dead.detail();
    }
}
