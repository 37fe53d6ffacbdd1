package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a first mapping for each kind of record. */
final class RecordRows {

    private final String system;
    private final Kind kind;
    private final Members record;
    private final Rows rows;
    private final Notes notes;
    private final Set<List<String>> read = new HashSet<>();
    private final String file;
    private final @Nullable Member id;
    private final @Nullable Member version;
    private @Nullable Member location;
    private @Nullable StateMap states;
    private boolean needsLocation;
    private boolean money;

    /**
     * Rows of a record.
     *
     * @param file of the mapping, for people
     * @param id null when the sample has none
     * @param version null when the sample has none
     */
    RecordRows(
            String system,
            Kind kind,
            Members record,
            String file,
            @Nullable Member id,
            @Nullable Member version,
            List<String> stateWords,
            Notes notes) {
        this.system = system;
        this.kind = kind;
        this.record = record;
        this.rows = new Rows(record, "  ", "", read);
        this.file = file;
        this.id = id;
        this.version = version;
        this.notes = notes;
        write(stateWords);
    }

    List<String> lines() {
        return rows.lines();
    }

    /** Where the record says its location; null when it does not. */
    @Nullable
    Member location() {
        return location;
    }

    /** Steps of each member that a row reads. */
    Set<List<String>> read() {
        return read;
    }

    /** The value map of its states; null when there is none. */
    @Nullable
    StateMap states() {
        return states;
    }

    /** Whether the location is a setting. */
    boolean needsLocation() {
        return needsLocation;
    }

    /** Whether some row is an amount. */
    boolean money() {
        return money || rows.money();
    }

    private void write(List<String> stateWords) {
        rows.row("system", "type: id, from: $connection.id", "");
        switch (kind) {
            case ORDER -> order(stateWords);
            case SALE -> sale();
            case RETURN -> {
                id();
                rows.found("orderId", "id", CellNames.of("orderId"), "");
                when("returnedAt");
                place(false);
                block();
                rows.amounts("totals.goods", "totals.tax", "totals.grand");
            }
            case ITEM -> item();
            case SNAPSHOT -> {
                must("sku", "string", CellNames.SKU, "");
                place(true);
                must("quantity", "decimal", CellNames.STOCK, ", scale: 3");
                when("observedAt");
                notes.decide(
                        "config/connections/" + system
                                + ".connection.yaml: owns: [counts] if this system decides on stock; without it its figures are only observed");
            }
            case SHIPMENT -> {
                id();
                rows.found("orderId", "id", CellNames.of("orderId"), "");
                place(false);
                when("shippedAt");
                rows.text("carrier");
                block();
            }
            case RECEIPT -> {
                id();
                place(true);
                when("receivedAt");
                rows.text("supplier");
                block();
            }
        }
    }

    private void order(List<String> stateWords) {
        id();
        number();
        Optional<Member> state = record.any(CellNames.STATE, JsonNode::isTextual);
        if (state.isPresent()) {
            StateMap map = new StateMap(system, state.get().value().asText(), stateWords);
            states = map;
            rows.from("state", "enum", state.get(), ", via: [valuemap(" + map.name() + ")]");
            notes.decide(
                    map.file()
                            + ": which codes of its state are open, completed or cancelled; one that has no row holds its order");
        } else {
            rows.row("state", "type: enum, const: open", "nothing looks like a state: every order is open");
            notes.decide(file + ": how an order says that it is completed or cancelled; all are open now");
        }
        rows.time("placedAt", CellNames.PLACED);
        revision();
        rows.row("currency", "type: currency, from: $ccy", "");
        record.any(CellNames.of("taxIncluded"), Values::truth)
                .ifPresent(one -> rows.from("taxIncluded", "bool", one, ""));
        rows.found("customer.email", "string", CellNames.of("customer.email"), ", via: [trim, lower], pii: true");
        place(false);
        block();
        rows.amounts("totals.goods", "totals.shipping", "totals.tax", "totals.grand");
    }

    private void sale() {
        if (!rows.found("register", "id", CellNames.of("register"), "")) {
            rows.row("register", "type: id, from: $connection.id", "nothing names the register");
        }
        if (!rows.found("receiptNumber", "string", CellNames.of("receiptNumber"), "")) {
            must("receiptNumber", "string", CellNames.ids(kind), "");
        }
        place(true);
        when("soldAt");
        rows.row("currency", "type: currency, from: $ccy", "");
        block();
        rows.amounts("totals.goods", "totals.tax", "totals.tip", "totals.grand");
    }

    private void item() {
        id();
        must("sku", "string", CellNames.SKU, "");
        rows.text("name");
        rows.found("gtin", "string", CellNames.of("gtin"), ", via: [gtin14(else=absent)]");
        rows.amount("price");
        revision();
        if (id != null) {
            rows.lines()
                    .add(
                            "  - to: references[]\n    each: $root\n    key: [kind]\n    rows:\n      - {to: kind, type: string, const: "
                                    + system + ".item}\n      - {to: id, type: id, from: " + Names.scalar(id.path())
                                    + "}");
        }
    }

    private void id() {
        if (id == null) {
            rows.row("id", "type: id, from: id", "nothing looks like an id: name the member");
            notes.decide(file + ": which member is the id; nothing in the sample looks like one");
        } else {
            rows.from("id", "id", id, "");
        }
    }

    private void number() {
        Optional<Member> number = record.own(CellNames.numbers(kind));
        rows.row(
                "number",
                "type: string, from: "
                        + number.or(() -> Optional.ofNullable(id))
                                .map(rows::path)
                                .orElse("id"),
                "as people read it");
    }

    private void revision() {
        if (version == null) {
            rows.row(
                    "revision",
                    "type: instant, from: $event.receivedAt",
                    "nothing says when it changed: what comes later counts");
        } else if (version.value().isIntegralNumber()
                && Values.time(version.value()).isEmpty()) {
            rows.from("revision", "int", version, "");
        } else if (!rows.time("revision", CellNames.VERSION)) {
            rows.row("revision", "type: instant, from: $event.receivedAt", "a date is too coarse for a revision");
        }
    }

    private void when(String cell) {
        if (!rows.time(cell, CellNames.times(cell))
                && !rows.time(cell, CellNames.PLACED)
                && !rows.time(cell, CellNames.CHANGED)) {
            rows.row(cell, "type: instant, from: $event.receivedAt", "nothing says when");
        }
    }

    /** Where goods are: an id of the system, which a cross reference translates, or the connection's setting. */
    private void place(boolean required) {
        location = record.any(CellNames.LOCATION).orElse(null);
        if (location != null) {
            rows.row(
                    "location", "type: id, from: $resolved.location", "by cross reference from " + rows.path(location));
        } else if (required) {
            needsLocation = true;
            rows.row("location", "type: id, from: $connection.settings.location", "");
        }
    }

    private void must(String to, String type, List<String> names, String more) {
        if (!rows.must(to, type, names, more)) {
            notes.decide(file + ": which member is the " + to + "; nothing in the sample looks like it");
        }
    }

    private void block() {
        LineRows lines = LineRows.of(kind, record, read);
        rows.lines().addAll(lines.text());
        money = lines.money();
        lines.missing()
                .forEach(cell -> notes.decide(
                        file + ": which member of a line is its " + cell + "; nothing in the sample looks like it"));
    }
}
