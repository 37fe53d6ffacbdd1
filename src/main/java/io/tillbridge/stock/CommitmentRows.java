package io.tillbridge.stock;

import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What is promised to transfers before they are sent, and the claims that follow. The caller holds the transfers. */
final class CommitmentRows {

    private static final String FORGET = "delete from stock_transfer_commitment where message_id = any (?::uuid[])";

    private static final String KEEP = """
            insert into stock_transfer_commitment (message_id, sku, quantity)
            select m, s, q from unnest(?::uuid[], ?::text[], ?::numeric[]) as row (m, s, q)
            """;

    private static final String ADD_UP = """
            with last as (
                select distinct on (consignment) consignment, message_id from stock_transfer_event
                 where kind = 'committed' and consignment = any (?::text[])
                 order by consignment, occurred_at desc, message_id desc),
            wanted as (
                select l.consignment, c.sku, c.quantity from last l join stock_transfer_commitment c using (message_id)),
            put as (
                insert into stock_transfer_line as t (consignment, sku, committed)
                select consignment, sku, quantity from wanted
                on conflict (consignment, sku) do update set committed = excluded.committed)
            update stock_transfer_line t set committed = 0
             where t.consignment = any (?::text[]) and t.committed <> 0
               and not exists (select from wanted w where (w.consignment, w.sku) = (t.consignment, t.sku))
            """;

    private static final String CHANGED = """
            select system, transfer_id, claim_key, sku, from_location, q,
                   case when q > 0 then 'committed' when sent > 0 then 'consumed' else 'released' end,
                   held_at, held
              from (select t.system, t.transfer_id, t.consignment || '|' || l.sku as claim_key, l.sku,
                           coalesce(t.from_location, c.location) as from_location, l.sent,
                           case when t.state = 'closed' or t.from_location is null then 0
                                else greatest(0, l.committed - greatest(0, l.sent)) end as q,
                           c.location as held_at, c.quantity as held
                      from stock_transfer t
                      join stock_transfer_line l using (consignment)
                      left join stock_claim c on c.claim_key = t.consignment || '|' || l.sku
                     where t.consignment = any (?::text[])) one
             where coalesce(held, 0) <> q or (q > 0 and held_at <> from_location)
             order by claim_key
            """;

    private CommitmentRows() {}

    private record Line(UUID messageId, String sku, BigDecimal quantity) {}

    static void forget(Connection tx, Collection<UUID> messages) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
            statement.setArray(1, tx.createArrayOf("uuid", messages.toArray()));
            statement.executeUpdate();
        }
    }

    /** Keeps what events promise, and says what each transfer is promised now. */
    static void keep(Connection tx, List<TransferEvent> events, Collection<String> consignments) throws SQLException {
        List<Line> lines = new ArrayList<>();
        events.forEach(event ->
                event.committed().forEach((sku, quantity) -> lines.add(new Line(event.messageId(), sku, quantity))));
        if (!lines.isEmpty()) {
            try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
                Columns.bind(statement, lines, 1)
                        .uuid(Line::messageId)
                        .text(Line::sku)
                        .decimal(Line::quantity);
                statement.executeUpdate();
            }
        }
        try (PreparedStatement statement = tx.prepareStatement(ADD_UP)) {
            statement.setArray(1, tx.createArrayOf("text", consignments.toArray()));
            statement.setArray(2, tx.createArrayOf("text", consignments.toArray()));
            statement.executeUpdate();
        }
    }

    /**
     * The claims that follow from where transfers stand.
     *
     * @param cause of a claim whose transfer no event of the transaction names
     */
    static List<Claim> claims(Connection tx, Collection<String> consignments, List<TransferEvent> events, UUID cause)
            throws SQLException {
        List<Claim> changed = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(CHANGED)) {
            statement.setArray(1, tx.createArrayOf("text", consignments.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    TransferKey key = new TransferKey(rows.getString(1), rows.getString(2));
                    changed.add(claim(rows, key, cause(events, key, cause)));
                }
            }
        }
        return changed;
    }

    private static Claim claim(ResultSet row, TransferKey key, UUID cause) throws SQLException {
        String heldAt = row.getString(8);
        return new Claim(
                cause,
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBigDecimal(6),
                heldAt == null ? null : new Claim.Before(row.getString(4), heldAt, row.getBigDecimal(9)),
                new Behind.Committed(ClaimState.of(row.getString(7)), key));
    }

    private static UUID cause(List<TransferEvent> events, TransferKey key, UUID otherwise) {
        return events.stream()
                .filter(event -> event.key().equals(key))
                .map(TransferEvent::messageId)
                .findFirst()
                .orElse(otherwise);
    }
}
