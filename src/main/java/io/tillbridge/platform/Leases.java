package io.tillbridge.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Leases in the table {@code lease}: what only one of several nodes may do at a time (a poller, a schedule). Time is
 * the database's, so that nodes whose clocks differ agree on who holds what.
 */
@Component
public class Leases {

    private final JdbcClient jdbc;
    private final NodeId node;

    public Leases(JdbcClient jdbc, NodeId node) {
        this.jdbc = jdbc;
        this.node = node;
    }

    /**
     * Takes the lease {@code name} if nobody holds it, this node included: within a node too only one caller wins.
     *
     * @return the lease, or empty while another holds it
     */
    public Optional<Lease> acquire(String name, Duration length) {
        return jdbc.sql("""
                        insert into lease (name, holder, epoch, expires_at)
                        values (:name, :holder, 1, clock_timestamp() + :micros * interval '1 microsecond')
                        on conflict (name) do update
                           set holder = excluded.holder, epoch = lease.epoch + 1, expires_at = excluded.expires_at
                         where lease.expires_at <= clock_timestamp()
                        returning epoch""")
                .param("name", name)
                .param("holder", node.value())
                .param("micros", micros(length))
                .query(Long.class)
                .optional()
                .map(epoch -> new Lease(name, node.value(), epoch));
    }

    /** Extends a lease that is still held and has not expired; false means that it is lost and work must stop. */
    public boolean renew(Lease lease, Duration length) {
        return jdbc.sql("""
                                update lease
                                   set expires_at = clock_timestamp() + :micros * interval '1 microsecond'
                                 where name = :name and holder = :holder and epoch = :epoch
                                   and expires_at > clock_timestamp()""")
                        .param("micros", micros(length))
                        .param("name", lease.name())
                        .param("holder", lease.holder())
                        .param("epoch", lease.epoch())
                        .update()
                == 1;
    }

    /** Gives a lease up at once; without effect if it was lost. The row stays, so that epochs never repeat. */
    public void release(Lease lease) {
        jdbc.sql("update lease set expires_at = clock_timestamp()"
                        + " where name = :name and holder = :holder and epoch = :epoch"
                        + " and expires_at > clock_timestamp()")
                .param("name", lease.name())
                .param("holder", lease.holder())
                .param("epoch", lease.epoch())
                .update();
    }

    /**
     * Whether a lease is still held, and stays so until the transaction ends: a successor waits for it.
     *
     * @throws SQLException the transaction cannot be used any more
     */
    public static boolean holds(Connection transaction, Lease lease) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement("select from lease"
                + " where name = ? and holder = ? and epoch = ? and expires_at > clock_timestamp() for share")) {
            statement.setString(1, lease.name());
            statement.setString(2, lease.holder());
            statement.setLong(3, lease.epoch());
            try (ResultSet held = statement.executeQuery()) {
                return held.next();
            }
        }
    }

    private static long micros(Duration length) {
        return length.toNanos() / 1_000;
    }
}
