package io.tillbridge.posting;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.stock.Bucket;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code config/adjustments.yaml}: between which buckets, and which way, goods move for a reason. */
final class AdjustmentRules {

    static final String FILE = "config/adjustments.yaml";

    private static final String LOSS = "loss";

    private static final Map<String, String> BUCKETS =
            Map.of("sellable", "sellable", "damaged", "damaged", "quality_hold", "quality_hold", "display", "display");

    private static final Map<String, String> ENDS = Map.of(
            "sellable",
            "sellable",
            "damaged",
            "damaged",
            "quality_hold",
            "quality_hold",
            "display",
            "display",
            LOSS,
            LOSS);

    private static final Map<String, Direction> DIRECTIONS =
            Map.of("signed", Direction.SIGNED, "out", Direction.OUT, "in", Direction.IN);

    private static final Rule LOST = new Rule(Bucket.SELLABLE, null, Direction.SIGNED);

    private final Map<String, Rule> reasons;
    private final Rule otherwise;
    private final boolean raise;

    private AdjustmentRules(Map<String, Rule> reasons, Rule otherwise, boolean raise) {
        this.reasons = reasons;
        this.otherwise = otherwise;
        this.raise = raise;
    }

    /** Which way goods move. */
    enum Direction {
        /** A quantity below zero goes from the bucket to the other end, one above zero comes from there. */
        SIGNED,
        /** From the bucket, whatever the sign. */
        OUT,
        /** Into the bucket, whatever the sign. */
        IN
    }

    /**
     * What a reason does.
     *
     * @param bucket the bucket, where the line names none
     * @param other the bucket at the other end; null: loss
     */
    record Rule(Bucket bucket, @Nullable Bucket other, Direction direction) {

        /** What comes into the bucket; below zero: leaves it. */
        BigDecimal into(BigDecimal quantity) {
            return switch (direction) {
                case SIGNED -> quantity;
                case OUT -> quantity.abs().negate();
                case IN -> quantity.abs();
            };
        }
    }

    /** The rules; without the file everything is found or lost. Problems are added to {@code problems}. */
    static AdjustmentRules read(HomeFiles home, Problems problems) {
        Map<String, Rule> reasons = new TreeMap<>();
        YamlMap document = home.exists(FILE) ? YamlDocument.read(FILE, home.text(FILE), problems) : null;
        if (document == null) {
            return new AdjustmentRules(reasons, LOST, false);
        }
        for (YamlMap row : document.list("reasons").maps()) {
            String reason = word(row.text("reason"));
            Rule rule = rule(row);
            row.refuseUnread();
            if (!reason.isEmpty() && reasons.put(reason, rule) != null) {
                row.placeOf("reason")
                        .problem(
                                "reason_twice",
                                "'" + reason + "'",
                                "one row for each reason, in whatever case",
                                "remove one of the rows");
            }
        }
        YamlMap other = document.optionalMap("otherwise");
        Rule otherwise = other == null ? LOST : rule(other);
        boolean raise = other != null && other.bool("raise", false);
        if (other != null) {
            other.refuseUnread();
        }
        document.refuseUnread();
        return new AdjustmentRules(reasons, otherwise, raise);
    }

    private static Rule rule(YamlMap row) {
        String bucket = row.optionalWord("bucket", BUCKETS);
        String end = row.optionalWord("to", ENDS);
        Direction direction = row.optionalWord("direction", DIRECTIONS);
        Bucket of = Bucket.of(bucket == null ? "sellable" : bucket);
        Bucket other = end == null || end.equals(LOSS) ? null : Bucket.of(end);
        if (of == other) {
            row.placeOf("to")
                    .problem(
                            "bucket_to_itself",
                            "'" + of.word() + "'",
                            "another bucket than the one that the goods are in, or loss",
                            "write to: loss, or name another bucket");
        }
        return new Rule(of, other, direction == null ? Direction.SIGNED : direction);
    }

    /** What a reason does, or what every other one does. */
    Rule of(String reason) {
        return reasons.getOrDefault(word(reason), otherwise);
    }

    /** Whether a reason has a row. */
    boolean knows(String reason) {
        return reasons.containsKey(word(reason));
    }

    /** Whether a person is to look at reasons that have no row. */
    boolean raises() {
        return raise;
    }

    private static String word(String reason) {
        return reason.strip().toLowerCase(Locale.ROOT);
    }
}
