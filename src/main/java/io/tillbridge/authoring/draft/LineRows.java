package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The block of a mapping that makes lines.
 *
 * @param money whether a line has an amount
 * @param missing cells that must be there and were not found
 */
record LineRows(List<String> text, boolean money, List<String> missing) {

    private static final List<String> IDS = List.of(
            "id", "lineid", "lineitemid", "lineno", "linenumber", "line", "position", "pos", "rowid", "uid", "uuid");

    /**
     * The block for the lines of a record.
     *
     * @param read receives the steps of each member that a row reads
     */
    static LineRows of(Kind kind, Members record, Set<List<String>> read) {
        Optional<Member> array = record.rows(
                CellNames.LINES,
                row -> row.any(CellNames.SKU).isPresent()
                        || row.own(CellNames.QUANTITY).isPresent());
        Member element = array.map(one -> new Member(one.steps(), one.value().path(0)))
                .orElse(new Member(List.of(), JsonNodeFactory.instance.objectNode()));
        Rows rows = new Rows(new Members(element), "      ", element.path(), read);
        List<String> missing = new ArrayList<>();
        if (array.isEmpty()) {
            missing.add("lines");
        }
        String id = rows.members()
                .own(IDS)
                .or(() -> rows.members().any(CellNames.SKU))
                .map(rows::path)
                .orElse("id");
        rows.row("id", "type: id, from: " + id, "");
        must(rows, "sku", "string", CellNames.SKU, ", via: [trim], required: true", missing);
        must(rows, "quantity", "decimal", CellNames.QUANTITY, ", scale: 3", missing);
        switch (kind) {
            case ORDER -> {
                rows.found("fulfilled", "decimal", CellNames.of("fulfilled"), ", scale: 3");
                rows.text("name");
                rows.amounts("unitPrice", "discount", "lineTotal");
            }
            case SALE -> {
                rows.text("name");
                rows.amounts("unitPrice", "discount", "lineTotal");
            }
            case RETURN ->
                rows.row(
                        "restock",
                        "type: enum, const: quality_hold",
                        "sellable, damaged, quality_hold, or none when goods stay away");
            default -> {}
        }
        List<String> text = new ArrayList<>();
        text.add("  - to: lines[]");
        text.add("    each: "
                + array.map(one -> Names.scalar(one.path()))
                        .orElse("lines # nothing looks like lines: name the array"));
        text.add("    key: [" + id + "]");
        text.add("    rows:");
        text.addAll(rows.lines());
        return new LineRows(text, rows.money(), missing);
    }

    private static void must(Rows rows, String to, String type, List<String> names, String more, List<String> missing) {
        if (!rows.must(to, type, names, more)) {
            missing.add(to);
        }
    }
}
