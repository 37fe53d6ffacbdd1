package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Pieces that advance notices name by serial number, inside the caller's transaction, which holds the notices' locks where it
 * writes. They move nothing: the goods that came do, of which a receipt seldom says the pieces.
 */
public final class NoticePieces {

    private static final String KEEP = """
            insert into advance_notice_piece (consignment, sku, serial)
            select c, s, n from unnest(?::text[], ?::text[], ?::text[]) as row (c, s, n) on conflict do nothing
            """;

    private static final String FORGET = """
            delete from advance_notice_piece p using advance_notice n
             where n.message_id = any (?::uuid[]) and p.consignment = n.consignment
            """;

    private static final String CAME = """
            select distinct p.sku, p.serial
              from unnest(?::text[], ?::text[]) as row (s, n)
              join advance_notice_piece p on p.sku = s and p.serial = n
              join advance_notice_line l using (consignment, sku)
             where l.received > 0
            """;

    private static final String DOUBTED = """
            select distinct p.sku, p.serial
              from unnest(?::text[], ?::text[]) as row (c, s)
              join advance_notice_piece p on p.consignment = c and p.sku = s
              join conflict o on o.kind = 'serial_not_there' and o.subject = p.sku || '|' || p.serial
             where o.resolved_at is null
            """;

    private NoticePieces() {}

    private record Piece(String consignment, String sku, String serial) {}

    static void keep(Connection tx, List<Announced> notices) throws SQLException {
        List<Piece> pieces = new ArrayList<>();
        for (Announced notice : notices) {
            notice.pieces().forEach(key -> pieces.add(new Piece(notice.key().consignment(), key.sku(), key.serial())));
        }
        if (pieces.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
            Columns.bind(statement, pieces, 1)
                    .text(Piece::consignment)
                    .text(Piece::sku)
                    .text(Piece::serial);
            statement.executeUpdate();
        }
    }

    /** Those of notices that some messages gave, before the notices are forgotten. */
    static void forget(Connection tx, Collection<UUID> messages) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
            statement.setArray(1, tx.createArrayOf("uuid", messages.toArray()));
            statement.executeUpdate();
        }
    }

    /** Of these pieces those that a notice named of whose item some has arrived. */
    public static Set<Serials.Key> came(Connection tx, Collection<Serials.Key> pieces) throws SQLException {
        if (pieces.isEmpty()) {
            return Set.of();
        }
        try (PreparedStatement statement = tx.prepareStatement(CAME)) {
            Columns.bind(statement, List.copyOf(pieces), 1)
                    .text(Serials.Key::sku)
                    .text(Serials.Key::serial);
            return read(statement);
        }
    }

    /** Pieces of these lines that are said to have left where they were not. */
    public static Set<Serials.Key> doubted(Connection tx, Collection<Notices.Line> lines) throws SQLException {
        List<Notices.Line> arrived =
                lines.stream().filter(line -> line.received().signum() > 0).toList();
        if (arrived.isEmpty()) {
            return Set.of();
        }
        try (PreparedStatement statement = tx.prepareStatement(DOUBTED)) {
            Columns.bind(statement, arrived, 1).text(Notices.Line::consignment).text(Notices.Line::sku);
            return read(statement);
        }
    }

    private static Set<Serials.Key> read(PreparedStatement statement) throws SQLException {
        Set<Serials.Key> found = new TreeSet<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(new Serials.Key(rows.getString(1), rows.getString(2)));
            }
        }
        return found;
    }
}
