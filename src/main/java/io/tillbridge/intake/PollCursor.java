package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.Documents;
import io.tillbridge.connector.JsonTemplate;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.partner.PlanScope;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The window of a run, what its records do to the cursor, and where the next run begins. */
final class PollCursor {

    private static final int WIDEST = 30;

    private final ConnectionPlan connection;
    private final CursorRule rule;
    private final CursorValues values;
    private final CursorState before;
    private final RunState run;

    /** The cursor of a run that begins now, or goes on from where one was cut short. */
    PollCursor(ConnectionPlan connection, CursorRule rule, CursorState before, Instant now) {
        this.connection = connection;
        this.rule = rule;
        this.values = new CursorValues(rule);
        this.before = before.under(rule);
        RunState cut = this.before.run();
        this.run = cut != null ? cut : begin(now);
    }

    private RunState begin(Instant now) {
        if (rule.full() != null) {
            return RunState.begin(new CursorWindow("", null, null, false), null, now.toEpochMilli());
        }
        String value = before.value();
        String first = value == null ? null : values.part(value, 0);
        if (CursorWindow.forgotten(rule, first, now, connection.timezone())) {
            value = null;
            first = null;
        }
        return RunState.begin(CursorWindow.next(rule, first, before.empty(), now, connection.timezone()), value, 0);
    }

    /** The run as it begins or goes on. */
    RunState run() {
        return run;
    }

    /** Whether it goes on. */
    boolean resumed() {
        return before.run() != null;
    }

    /** Where the next run begins when this one comes to nothing. */
    CursorState anew() {
        return place(null);
    }

    /** The place with a run under way. */
    CursorState place(@Nullable RunState now) {
        return new CursorState(before.value(), before.empty(), now, rule.meaning());
    }

    /** The placeholders of a run's calls. */
    Function<String, @Nullable JsonNode> scope(RunState now, @Nullable JsonNode parent) {
        Map<String, String> names = new HashMap<>();
        names.put("from", now.window().from());
        if (now.window().to() != null) {
            names.put("to", now.window().to());
        }
        String value = before.value();
        for (int i = 1; i < rule.fields().size() && value != null; i++) {
            names.put(rule.fields().get(i).name(), values.part(value, i));
        }
        String id = now.job() == null ? null : now.job().id();
        Function<String, @Nullable JsonNode> named =
                PullScope.named("cursor", names, path -> PlanScope.value(connection, path));
        return path -> path.startsWith("parent.")
                ? Documents.in(parent, path.substring("parent.".length()))
                : path.equals("job.id") && id != null ? TextNode.valueOf(id) : named.apply(path);
    }

    /** Whether a newest-first feed has come to what the last run read. */
    boolean before(RunState now, JsonNode record) {
        String value = rule.newestFirst() ? values.of(record) : null;
        return value != null && values.compareFirst(value, now.window().from()) < 0;
    }

    /** The greatest value with one more record. */
    @Nullable
    String greater(RunState now, JsonNode record) {
        String value = values.of(record);
        return value == null ? now.greatest() : values.greater(now.greatest(), value);
    }

    /** Whether a record belongs to the pass: what came after the first pass began is the next run's. */
    boolean counts(RunState now, JsonNode record) {
        String bound = now.bound();
        String value = bound == null ? null : values.of(record);
        return bound == null || value == null || values.compareFirst(value, bound) <= 0;
    }

    /** What bounds the passes after the first. */
    @Nullable
    String bound(RunState now) {
        if (now.bound() != null || now.window().end() != null) {
            return now.bound() != null ? now.bound() : now.window().end();
        }
        return now.greatest() == null || rule.fields().isEmpty() ? null : values.part(now.greatest(), 0);
    }

    /** The place after a run that has read everything. */
    CursorState after(RunState now, JsonNode lastPage) {
        JsonNode advance = rule.advance() == null ? null : lastPage.at(rule.advance());
        boolean nothing = Objects.equals(now.greatest(), before.value());
        return new CursorState(
                advance != null && !advance.isMissingNode() && !advance.isNull() ? advance.asText() : end(now),
                nothing && rule.stepBy() > 0 ? Math.min(before.empty() + 1, WIDEST) : 0,
                null,
                rule.meaning());
    }

    /** Whether nothing is left to be read now. */
    boolean caughtUp(RunState now) {
        if (rule.stepBy() == 0) {
            return !now.window().cut();
        }
        // Before the first value the window is widened at once: ids may begin anywhere
        return Objects.equals(now.greatest(), before.value())
                && (before.value() != null || before.empty() + 1 >= WIDEST);
    }

    private @Nullable String end(RunState now) {
        CursorWindow window = now.window();
        String most = now.greatest();
        if (window.cut() && window.to() != null && rule.stepBy() == 0) {
            // A window that the step ended must move on even when nothing was in it
            most = values.greater(most, window.to());
        }
        if (most == null) {
            return null;
        }
        if (before.value() == null && values.compareFirst(most, window.from()) < 0) {
            // A partner that lists more than was asked for does not move the start
            return values.with(most, window.from());
        }
        return window.end() != null && values.compareFirst(most, window.end()) > 0
                ? values.with(most, window.end())
                : most;
    }

    /** The document that tells of a missing record; empty when nothing is told. */
    static Optional<JsonNode> missing(CursorRule.FullRead full, String key) {
        JsonTemplate template = full.missing();
        return template == null
                ? Optional.empty()
                : Optional.of(template.render(path -> path.equals("record.key") ? TextNode.valueOf(key) : null));
    }

    PullRun.Failed unreadable() {
        return failed(
                "cursor_unreadable",
                "a record's " + rule.first().pointer() + " is no "
                        + rule.first().type() + "; correct cursor in the connector");
    }

    static PullRun.Failed noRecords(PollHttpSource source) {
        return failed(
                "records_missing",
                "the answer has nothing at " + source.records()
                        + "; correct records, add an errors row, or say absent: empty");
    }

    static PullRun.Failed noKey() {
        return failed("record_without_key", "a record has no key, so that a full read cannot tell it from others");
    }

    static PullRun.Failed restless(int passes) {
        return failed(
                "listing_not_still",
                "records moved between pages in each of " + passes
                        + " passes; use a cursor, keyset or link paging, or bound the request by $(cursor.to)");
    }

    private static PullRun.Failed failed(String code, String detail) {
        return new PullRun.Failed(code, detail, PollRun.RETRY_LATER);
    }
}
