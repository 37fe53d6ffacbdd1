package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Return;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.YamlMap;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a return may pay that names no order. It is posted all the same; beyond the limits a person looks at it.
 *
 * @param most money in one return, in its currency; null: any
 * @param tenders by which it may be paid; empty: any
 * @param window how far back the lowest sold price is looked for that pays a return which tells no money; null: it pays none
 */
record BlindReturns(
        @Nullable BigDecimal most,
        Set<String> tenders,
        @Nullable Duration window) {

    /** The kind of conflict that one beyond the limits is. */
    static final String KIND = "blind_return";

    static final BlindReturns ANY = new BlindReturns(null, Set.of(), null);

    BlindReturns {
        tenders = Set.copyOf(tenders);
    }

    static BlindReturns read(@Nullable YamlMap row) {
        if (row == null) {
            return ANY;
        }
        BlindReturns limits = new BlindReturns(
                RuleUnits.optional(row, "most"),
                new TreeSet<>(row.list("tenders").strings()),
                window(row));
        row.refuseUnread();
        return limits;
    }

    private static @Nullable Duration window(YamlMap row) {
        Duration window = row.duration("window");
        if (window != null && (window.isNegative() || window.isZero())) {
            row.placeOf("window")
                    .problem("bad_duration", "'" + window + "'", "longer than nothing", "write it like P90D");
        }
        return window;
    }

    /** What breaks the limits, for a person; null when nothing does. */
    @Nullable
    String broken(Return returned, JsonNode body) {
        if (!returned.order().none()) {
            return null;
        }
        ObjectNode detail = ExactJson.nodes().objectNode();
        BigDecimal grand = new BigDecimal(body.at("/totals/grand/amount").asText("0"));
        BigDecimal lines = BigDecimal.ZERO;
        for (JsonNode line : body.path("lines")) {
            lines = lines.add(new BigDecimal(line.at("/amount/amount").asText("0")));
        }
        BigDecimal paid = grand.signum() == 0 ? lines : grand;
        if (most != null && paid.compareTo(most) > 0) {
            detail.put("paid", paid.toPlainString()).put("most", most.toPlainString());
        }
        for (JsonNode tender : body.path("tenders")) {
            String kind = tender.path("kind").asText();
            if (!tenders.isEmpty() && !tenders.contains(kind)) {
                detail.put("tender", kind);
            }
        }
        return detail.isEmpty() ? null : detail.toString();
    }
}
