package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.Format;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Numbers of the EDI interchanges that leave over one connection: each is one more than the last. */
public final class InterchangeNumbers {

    /** The greatest number that X12 can say. */
    private static final long GREATEST = 999_999_999;

    private InterchangeNumbers() {}

    /** Counts on; the first of so many numbers, from 1. What is rolled back leaves no gap. */
    public static long next(Connection tx, String connection, int count) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("""
                insert into interchange_number as n (connection, last) values (?, ?)
                on conflict (connection) do update set last = n.last + excluded.last returning last
                """)) {
            statement.setString(1, connection);
            statement.setLong(2, count);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) - count + 1;
            }
        }
    }

    /**
     * Numbers an interchange whose mapping leaves its number to the hub: {@code ISA13} and {@code GS06}, or {@code UNB05}, of
     * a set or of each of {@code records}. Other documents stay as they are.
     */
    public static void number(Connection tx, String connection, Format format, JsonNode mapped) throws SQLException {
        number(format, mapped, () -> next(tx, connection, 1));
    }

    /** The same with a number from elsewhere, which is asked for once at most. */
    public static <X extends Exception> void number(Format format, JsonNode mapped, Counter<X> next) throws X {
        boolean x12 = format instanceof Format.X12;
        if (!x12 && !(format instanceof Format.Edifact)) {
            return;
        }
        String control = x12 ? "ISA13" : "UNB05";
        String number = null;
        for (JsonNode set : mapped.has("records") ? mapped.path("records") : List.of(mapped)) {
            if (set.path("interchange") instanceof ObjectNode interchange && !interchange.has(control)) {
                number = number == null ? text(next.next()) : number;
                interchange.put(control, number);
                if (set.path("group") instanceof ObjectNode group && !group.has("GS06")) {
                    group.put("GS06", number);
                }
            }
        }
    }

    /** Where a number comes from. */
    @FunctionalInterface
    public interface Counter<X extends Exception> {
        long next() throws X;
    }

    private static String text(long number) {
        return String.format(Locale.ROOT, "%d", (number - 1) % GREATEST + 1);
    }
}
