package io.tillbridge.posting;

import io.tillbridge.books.Booked;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.JournalBook;
import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledger;
import io.tillbridge.books.Ledgers;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The value of goods that move in the name of a message that is not told now: counts whose difference changes after they were
 * posted, what a closed transfer misses after all. The difference is posted, on the day of that message.
 */
@Component
final class JournalGoods {

    private final JournalBook journal;
    private final Ledgers ledgers;

    JournalGoods(JournalBook journal, Ledgers ledgers) {
        this.journal = journal;
        this.ledgers = ledgers;
    }

    /** Movements of goods lost in transfers, by the messages that closed them, where those are none of the works. */
    static Map<UUID, List<Movement>> ofOthers(List<Work> works, List<Movement> movements) {
        Map<UUID, List<Movement>> others = new LinkedHashMap<>();
        Set<UUID> told = null;
        for (Movement movement : movements) {
            boolean lost = movement.from().equals(Place.LOSS) || movement.to().equals(Place.LOSS);
            if (lost && movement.details().consignment() != null) {
                if (told == null) {
                    told = ids(works);
                }
                if (!told.contains(movement.messageId())) {
                    others.computeIfAbsent(movement.messageId(), id -> new ArrayList<>())
                            .add(movement);
                }
            }
        }
        return others;
    }

    private static Set<UUID> ids(List<Work> works) {
        Set<UUID> ids = new HashSet<>();
        works.forEach(work -> ids.add(work.ready.document().messageId()));
        return ids;
    }

    /** Writes the entries of movements in the name of their messages. */
    void post(Connection tx, List<Movement> movements) throws SQLException {
        if (movements.isEmpty() || ledgers.all().isEmpty()) {
            return;
        }
        Map<UUID, List<Movement>> messages = new LinkedHashMap<>();
        movements.forEach(movement -> messages.computeIfAbsent(movement.messageId(), id -> new ArrayList<>())
                .add(movement));
        List<JournalEntry> entries = new ArrayList<>();
        add(tx, messages, GoodsValues.of(tx, movements), entries);
        journal.add(tx, entries);
    }

    /** Adds one entry for each message whose goods have a value. */
    void add(Connection tx, Map<UUID, List<Movement>> messages, GoodsValues values, List<JournalEntry> entries)
            throws SQLException {
        Map<UUID, List<Booked>> booked = messages.isEmpty() ? Map.of() : journal.ofMessages(tx, messages.keySet());
        Map<UUID, JournalEntry.Origin> origins = CountOrigins.of(tx, messages);
        for (Map.Entry<UUID, List<Movement>> message : messages.entrySet()) {
            List<Booked> before = booked.getOrDefault(message.getKey(), List.of());
            JournalEntry.Origin origin = origins.get(message.getKey());
            List<Movement> goods = message.getValue();
            String store = values.location(goods);
            Ledger ledger = ledgers.of(store);
            if (origin != null && ledger != null) {
                String currency = before.isEmpty()
                        ? CountOrigins.currency(ledger, values, goods)
                        : before.get(0).currency();
                List<JournalLine> lines = currency == null
                        ? List.of()
                        : Bookkeeping.goods(currency, values.moved(goods, currency, Booked.costs(before)));
                if (!lines.isEmpty() && currency != null) {
                    entries.add(new JournalEntry(
                            origin,
                            "goods",
                            Booked.next(before),
                            ledger,
                            store,
                            null,
                            null,
                            ledger.businessDate(origin.occurredAt(), ZoneOffset.UTC),
                            currency,
                            lines,
                            null));
                }
            }
        }
    }
}
