package io.tillbridge.posting;

import io.tillbridge.mapping.ExactJson;

/** The running numbers of a register; {@code series} is empty where it counts for ever. */
record ReceiptSeries(String system, String register, String series) implements Comparable<ReceiptSeries> {

    static final String GAP = "receipt_gap";

    /** Of the gap that begins with a number; it stays while the gap gets smaller from above. */
    String subject(long first) {
        return system + "|" + register + "|" + series + "|" + first;
    }

    Conflicts.Conflict conflict(ReceiptRange.Gap gap) {
        return new Conflicts.Conflict(
                GAP,
                subject(gap.first()),
                gap.messageId(),
                ExactJson.nodes()
                        .objectNode()
                        .put("system", system)
                        .put("register", register)
                        .put("series", series)
                        .put("first", gap.first())
                        .put("last", gap.last())
                        .toString());
    }

    @Override
    public int compareTo(ReceiptSeries other) {
        int order = system.compareTo(other.system);
        order = order != 0 ? order : register.compareTo(other.register);
        return order != 0 ? order : series.compareTo(other.series);
    }
}
