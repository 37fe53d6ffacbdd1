package io.tillbridge.posting;

import io.tillbridge.canonical.Return;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.stock.Bucket;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code config/returns.yaml}: where goods go that come back, by their condition, and what blind returns may pay. */
final class ReturnRules {

    static final String FILE = "config/returns.yaml";

    private static final Map<String, String> CONDITIONS = words("A", "B", "C", "D", "E", "F", "X");
    private static final Map<String, String> BUCKETS = words("sellable", "damaged", "quality_hold", Return.NOTHING);

    private final Map<String, Rule> rules;

    private final BlindReturns blind;

    private ReturnRules(Map<String, Rule> rules, BlindReturns blind) {
        this.rules = rules;
        this.blind = blind;
    }

    private record Rule(String bucket, boolean review, ReturnTasks.@Nullable Rule task) {}

    /** The rules; none when the file is absent. Problems are added to {@code problems}. */
    static ReturnRules read(HomeFiles home, Problems problems) {
        Map<String, Rule> rules = new TreeMap<>();
        BlindReturns blind = BlindReturns.ANY;
        if (home.exists(FILE)) {
            YamlMap document = YamlDocument.read(FILE, home.text(FILE), problems);
            if (document != null) {
                for (YamlMap row : document.list("conditions").maps()) {
                    row(row, rules);
                }
                blind = BlindReturns.read(document.optionalMap("blind"));
                document.refuseUnread();
            }
        }
        return new ReturnRules(rules, blind);
    }

    private static void row(YamlMap row, Map<String, Rule> rules) {
        String condition = row.word("condition", CONDITIONS);
        String bucket = row.word("bucket", BUCKETS);
        boolean review = row.bool("review", false);
        ReturnTasks.Rule task = ReturnTasks.read(row);
        row.refuseUnread();
        if (condition != null && bucket != null && rules.put(condition, new Rule(bucket, review, task)) != null) {
            row.placeOf("condition")
                    .problem("condition_twice", condition, "one row for each condition", "remove one of the rows");
        }
    }

    private static Map<String, String> words(String... words) {
        Map<String, String> map = new TreeMap<>();
        for (String word : words) {
            map.put(word, word);
        }
        return map;
    }

    /** Where a line's goods go; null: nowhere. */
    @Nullable
    Bucket bucket(Return.Line line) {
        Rule rule = rule(line);
        String bucket = rule == null || line.restock().equals(Return.NOTHING) ? line.restock() : rule.bucket();
        return bucket.equals(Return.NOTHING) ? null : Bucket.of(bucket);
    }

    /** What a return may pay that names no order. */
    BlindReturns blind() {
        return blind;
    }

    /** Whether a person is to look at a line's goods. */
    boolean review(Return.Line line) {
        Rule rule = rule(line);
        return rule != null && rule.review();
    }

    /** What somebody must do about a line's goods; null: nothing. */
    ReturnTasks.@Nullable Rule task(Return.Line line) {
        Rule rule = rule(line);
        return rule == null ? null : rule.task();
    }

    private @Nullable Rule rule(Return.Line line) {
        return line.condition() == null ? null : rules.get(line.condition());
    }
}
