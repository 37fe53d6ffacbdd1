package io.tillbridge.bench;

import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.MessageState;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.message.Settlement;
import io.tillbridge.message.Stamp;
import io.tillbridge.platform.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Puts orders on record as posting would have, through the store that posting uses. */
final class RecordedLoad {

    private static final int TRANSACTION = 1_000;

    private final Mapping version;
    private final String shared;

    RecordedLoad(Mapping version, int bytes) {
        this.version = version;
        this.shared = OrderText.shared(bytes);
    }

    /** Writes {@code count} orders, evenly over {@code age} before {@code now}. */
    void write(DataSource database, int count, Instant now, Duration age) throws SQLException {
        MessageStore store = new MessageStore(Clock.systemUTC());
        for (int start = 0; start < count; start += TRANSACTION) {
            List<Settlement> settlements = new ArrayList<>();
            for (int i = start; i < Math.min(count, start + TRANSACTION); i++) {
                settlements.add(
                        settlement(i, now.minus(age.multipliedBy(count - i).dividedBy(count))));
            }
            Transactions.in(database, tx -> {
                store.settle(tx, settlements);
                return Optional.empty();
            });
        }
    }

    private Settlement settlement(int number, Instant at) {
        AcceptedDocument document = new AcceptedDocument(
                new UUID(at.toEpochMilli() << 16 | 0x7000L | (number & 0xFFF), 0x8000_0000_0000_0000L | number),
                null,
                "bench-shop",
                "orders",
                null,
                null,
                at,
                "application/json",
                Map.of("x-shopify-topic", "orders/create"),
                body(number, at),
                null);
        return new Settlement(
                ReadyDocument.arrived(document),
                MessageState.POSTED,
                null,
                Integer.toString(number),
                EventType.ORDER,
                null,
                new Stamp(version.subject(), version.version(), version.sha256(), 1, 1, 0),
                at,
                null,
                null,
                "{\"store\":null}");
    }

    private byte[] body(int number, Instant at) {
        long id = 5_000_000_000_000L + number;
        StringBuilder text = new StringBuilder(OrderText.head(id)).append(shared);
        OrderText.tail(text, id, at.toString(), 700_001L, number % 997, (number + 1) % 991);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
