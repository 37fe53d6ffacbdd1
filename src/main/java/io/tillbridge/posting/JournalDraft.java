package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.Drawn;
import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledger;
import io.tillbridge.books.Ledgers;
import io.tillbridge.canonical.Order;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.stock.Movement;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One entry as it is drawn up from a work: where it belongs, its money, its goods. Pure. */
final class JournalDraft {

    private final Work work;
    private final Work.Translated translated;
    private final List<Movement> movements;

    final String store;

    @Nullable
    final Ledger ledger;

    JournalDraft(Work work, Work.Translated translated, List<Movement> movements, Ledgers ledgers) {
        this.work = work;
        this.translated = translated;
        this.movements = movements;
        store = store(translated.body(), movements);
        ledger = ledgers.of(store);
    }

    /** The store that took it, or the location whose goods moved; the empty text for neither. */
    private static String store(JsonNode body, List<Movement> movements) {
        for (String cell : List.of("store", "location")) {
            if (body.hasNonNull(cell)) {
                return body.path(cell).asText();
            }
        }
        String moved = CountOrigins.location(movements);
        // What is lost of a transfer is missed where it was sent from
        return moved.isEmpty() ? body.path("from").asText(body.path("to").asText()) : moved;
    }

    /**
     * The entry; null when there is neither money nor value in it. A refused document makes none and is raised. A refused
     * order has its money taken out, so that what is posted follows from the order as it is, whatever came before.
     *
     * @param drawn its money
     * @param posted what of its order's money is posted already
     * @param costs at which the same goods were valued before
     */
    @Nullable
    JournalEntry entry(
            Drawn drawn,
            List<JournalLine> posted,
            GoodsValues values,
            Map<String, BigDecimal> costs,
            int generation,
            Effects effects) {
        if (ledger == null) {
            return null;
        }
        Drawn.Lines money = JournalPosting.NOTHING;
        if (drawn instanceof Drawn.Lines lines) {
            money = lines;
        } else if (drawn instanceof Drawn.Refused refused) {
            effects.conflicts.add(conflict(refused));
            if (!order()) {
                return null;
            }
        }
        String currency = currency(money, values, ledger);
        if (currency == null) {
            return null;
        }
        List<JournalLine> lines = Bookkeeping.together(
                Bookkeeping.difference(posted, money.lines()),
                Bookkeeping.goods(currency, values.moved(movements, currency, costs)));
        return lines.isEmpty() ? null : of(lines, currency, generation, ledger);
    }

    private @Nullable String currency(Drawn.Lines money, GoodsValues values, Ledger rules) {
        if (!money.currency().isEmpty()) {
            return money.currency();
        }
        String ofBody = translated.body().path("currency").asText(null);
        if (ofBody != null) {
            return ofBody;
        }
        return rules.currency() == null ? values.currency(movements) : rules.currency();
    }

    private JournalEntry of(List<JournalLine> lines, String currency, int generation, Ledger rules) {
        JsonNode body = translated.body();
        String type = translated.event().type().word();
        return new JournalEntry(
                origin(),
                type,
                generation,
                rules,
                store,
                body.path("register").asText(null),
                orderKey(body, type),
                businessDate(rules),
                currency,
                lines,
                null);
    }

    JournalEntry.Origin origin() {
        return new JournalEntry.Origin(
                work.ready.document().messageId(),
                translated.factKey(),
                work.ready.document().connection(),
                occurredAt());
    }

    private boolean order() {
        return translated.event() instanceof Order;
    }

    private Instant occurredAt() {
        return translated.event().occurredAt();
    }

    /** {@code system|id} of the order that an event is or belongs to. */
    static @Nullable String orderKey(JsonNode body, String type) {
        String id = type.equals("order")
                ? body.path("id").asText()
                : body.path("orderId").asText(null);
        return id == null ? null : body.path("system").asText() + "|" + id;
    }

    /** As the event carries it; an order's is that of its placing, so what happens to it later has a day of its own. */
    LocalDate businessDate(Ledger rules) {
        JsonNode body = translated.body();
        if (body.hasNonNull("businessDate") && !order()) {
            try {
                return LocalDate.parse(body.path("businessDate").asText());
            } catch (DateTimeException e) {
                // A date that is none was refused by its schema; a kept older document may have one.
            }
        }
        ZoneId zone = work.route == null ? ZoneOffset.UTC : work.route.plan().timezone();
        return rules.businessDate(occurredAt(), zone);
    }

    /** What a refused entry is about: a fact, or an order whatever revision of it. */
    String subject() {
        return translated.event() instanceof Order order
                ? OrderPosting.subject(new OrderKey(order.system(), order.id()))
                : translated.factKey();
    }

    private Conflicts.Conflict conflict(Drawn.Refused refused) {
        ObjectNode detail = ExactJson.nodes().objectNode();
        new TreeMap<>(refused.detail()).forEach(detail::put);
        return new Conflicts.Conflict(
                refused.code(), subject(), work.ready.document().messageId(), detail.toString());
    }
}
