package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.mapping.calc.CalcExpression;
import io.tillbridge.platform.YamlText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what an outbound flow learns from answers and what it checks before a call. */
final class ReplyReader {

    private static final Pattern PATH = Pattern.compile("(?:(?:[\\p{L}\\p{N}_@#-]+|'[^']+')(?:\\[])?(?:\\.(?!$)|$))++");

    private ReplyReader() {}

    /**
     * Remote id and version, and the list of results.
     *
     * @param list the section {@code items} when it names a list of results
     */
    static OutboundFlow.Reply read(Section result, @Nullable Section list, OutboundFlow.@Nullable Collapse collapse) {
        JsonPointer id = result.optionalPointer("remoteId");
        JsonPointer version = result.optionalPointer("remoteVersion");
        if (version != null && id == null) {
            result.missing("remoteId", "where the id stands, because a version is of an id");
        }
        if (id != null && list == null && collapse != null && collapse.max() > 1) {
            result.placeOf("remoteId")
                    .problem(
                            "remote_id_of_many",
                            "one id for up to " + collapse.max() + " items",
                            "items with results, whose elements have an id each",
                            "add items: {results: ...} or set collapse.max to 1");
        }
        return new OutboundFlow.Reply(id, version, list == null ? null : list(list));
    }

    private static OutboundFlow.ItemList list(Section items) {
        JsonPointer results = items.pointer("results");
        Condition ok = ConditionReader.required(items, "ok");
        JsonPointer id = items.optionalPointer("id");
        KeyRule of = KeyReader.outbound(items, "of");
        if ((id == null) != (of == null)) {
            items.missing(id == null ? "id" : "of", "id and of together: an element's name and the event's");
        }
        items.optionalWord("rest", ConditionReader.words("resend"));
        items.close();
        return new OutboundFlow.ItemList(results, ok, id, of);
    }

    /** Every poll that a row runs first exists. */
    static void reconciles(Section result, List<ErrorRule> rows, InboundReader.Names names) {
        for (ErrorRule row : rows) {
            ErrorRule.Reconcile first = row.first();
            if (first != null && !first.flow().isEmpty()) {
                Set<String> polls = names.targets().polls();
                result.reading().use("inbound." + first.flow());
                result.reading().defined(result.placeOf("errors"), "polled flow", first.flow(), polls);
            }
        }
    }

    static OutboundFlow.@Nullable Confirm confirm(Section flow, InboundReader.Names names) {
        Section confirm = flow.optional("confirm");
        if (confirm == null) {
            return null;
        }
        String by = confirm.text("by", "an inbound flow");
        if (!by.isEmpty()) {
            confirm.reading().use("inbound." + by);
            confirm.reading().defined(confirm.placeOf("by"), "inbound flow", by, names.flows());
        }
        if (!confirm.has("correlate")) {
            confirm.missing("correlate", "what of the confirming document is the lane's key");
        }
        KeyRule correlate = KeyReader.inbound(confirm, "correlate");
        if (!confirm.has("within")) {
            confirm.missing("within", "a duration such as PT24H");
        }
        Duration within = confirm.duration("within", Duration.ofDays(1));
        confirm.optionalWord("else", ConditionReader.words("alert"));
        confirm.close();
        return new OutboundFlow.Confirm(by, correlate == null ? new KeyRule.Pointers(List.of()) : correlate, within);
    }

    static List<OutboundFlow.Precheck> prechecks(Section flow) {
        List<OutboundFlow.Precheck> prechecks = new ArrayList<>();
        for (Section row : flow.rows("precheck")) {
            Map<String, String> with = new LinkedHashMap<>();
            Section names = row.optional("with");
            if (names != null) {
                for (String name : names.keys()) {
                    YamlText path = names.scalar(name);
                    if (path != null) {
                        with.put(name, path.value());
                    }
                }
            }
            YamlText test = row.scalar("test");
            if (test == null) {
                row.missing("test", "an expression such as sum(debits) = sum(credits)");
            } else {
                statement(row, test.value(), with);
            }
            prechecks.add(new OutboundFlow.Precheck(
                    row.text("name", "the check's name"), test == null ? "" : test.value(), with));
            row.close();
        }
        return prechecks;
    }

    /** Refuses what could not be calculated of any document; the operands themselves are known when one is mapped. */
    private static void statement(Section row, String test, Map<String, String> with) {
        List<String> used;
        try {
            used = CalcExpression.of(test).names();
        } catch (IllegalArgumentException e) {
            row.placeOf("test")
                    .problem(
                            "wrong_expression",
                            String.valueOf(e.getMessage()),
                            "names, numbers, comparisons and the functions of calc",
                            "correct the expression");
            return;
        }
        with.forEach((name, path) -> {
            if (!used.contains(name)) {
                row.placeOf("with")
                        .problem("undefined", "'" + name + "', which test does not use", "one of " + used, "remove it");
            }
            if (!PATH.matcher(path).matches()) {
                row.placeOf("with")
                        .problem("wrong_path", "'" + path + "'", "a path such as lines[].debit", "correct the path");
            }
        });
    }
}
