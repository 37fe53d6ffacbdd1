package io.tillbridge.posting;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.canonical.Return;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.tasks.TaskKey;
import io.tillbridge.tasks.TaskKind;
import io.tillbridge.tasks.TaskWanted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What somebody must do about goods that came back, or did not, as the rule of their condition says. */
final class ReturnTasks {

    private static final Map<String, TaskKind> KINDS =
            kinds(TaskKind.REPACK, TaskKind.SUPPLIER_CLAIM, TaskKind.RETURN_MISSING);

    private static final String KNOWN = """
            select distinct t.kind, t.subject from task t
              join unnest(?::text[], ?::text[]) as row (k, s) on t.kind = k and t.subject = s
            """;

    private ReturnTasks() {}

    /**
     * A rule.
     *
     * @param within how long after the return came
     * @param owner a team; null: the location where the goods are
     */
    record Rule(TaskKind kind, Duration within, @Nullable String owner) {}

    private static Map<String, TaskKind> kinds(TaskKind... kinds) {
        Map<String, TaskKind> words = new TreeMap<>();
        for (TaskKind kind : kinds) {
            words.put(kind.word(), kind);
        }
        return words;
    }

    /** The words of its kinds. */
    static String[] words() {
        return KINDS.keySet().toArray(String[]::new);
    }

    /** The rule of a row of conditions; null when it has none. */
    static @Nullable Rule read(YamlMap row) {
        if (!row.has("task")) {
            return null;
        }
        TaskKind kind = row.word("task", KINDS);
        Duration within = row.duration("within");
        if (!row.has("within")) {
            row.placeOf("task")
                    .problem("within_missing", "a task without a time", "within", "write a duration such as P2D");
        }
        String owner = row.has("owner") ? row.text("owner") : null;
        if (kind == TaskKind.RETURN_MISSING && owner == null) {
            row.placeOf("task")
                    .problem(
                            "owner_missing",
                            kind.word() + " without an owner",
                            "an owner",
                            "goods that are nowhere need a team");
        }
        return kind == null || within == null ? null : new Rule(kind, within, owner);
    }

    /** Opens the task of a line, if its rule wants one. */
    static void gather(
            Work work,
            String factKey,
            Return.Line line,
            @Nullable String location,
            ReturnRules rules,
            Effects effects) {
        Rule rule = rules.task(line);
        String owner = rule == null || rule.owner() == null ? location : rule.owner();
        if (rule == null || owner == null) {
            return;
        }
        effects.tasks.add(new TaskWanted(
                new TaskKey(rule.kind(), subject(factKey, line.id())),
                ExactJson.nodes()
                        .objectNode()
                        .put("sku", line.sku())
                        .put("quantity", PlainDecimal.text(line.quantity()))
                        .put("condition", line.condition())
                        .put("location", location)
                        .toString(),
                owner,
                work.ready.document().receivedAt().plus(rule.within()),
                work.ready.document().messageId()));
    }

    /** What a task about a line is about. */
    static String subject(String factKey, String line) {
        return factKey + "|" + line;
    }

    /** Tasks that decisions about a whole line end. */
    static List<TaskKey> done(String subject, boolean vendor) {
        return vendor
                ? List.of(new TaskKey(TaskKind.REPACK, subject), new TaskKey(TaskKind.SUPPLIER_CLAIM, subject))
                : List.of(new TaskKey(TaskKind.REPACK, subject));
    }

    /** A repost asks for no task that there was before, be it that it is done. */
    static void onlyNew(Connection tx, Effects effects) throws SQLException {
        List<TaskWanted> wanted = effects.tasks.stream()
                .filter(task -> KINDS.containsValue(task.key().kind()))
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>();
        try (PreparedStatement statement = tx.prepareStatement(KNOWN)) {
            Columns.bind(statement, wanted, 1)
                    .text(task -> task.key().kind().word())
                    .text(task -> task.key().subject());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getString(1) + " " + rows.getString(2));
                }
            }
        }
        effects.tasks.removeIf(task ->
                known.contains(task.key().kind().word() + " " + task.key().subject()));
    }
}
