package io.tillbridge.partner.auth;

import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.security.SealingKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code partner_token}: the newest tokens of each client, sealed.
 *
 * @param key the same on every node that uses the database
 */
public record TokenTable(DataSource database, SealingKey key) {

    /** Whose token: a connection's client. */
    record Owner(String connection, String client) {
        String place(String what) {
            return what + " of " + connection + "." + client;
        }
    }

    /**
     * A row as it lies there; before the first token all but its version is null.
     *
     * @param origin hash of what it was asked with
     * @param former the origin before that
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(
            long version,
            byte @Nullable [] origin,
            byte @Nullable [] former,
            @Nullable String sealedBy,
            byte @Nullable [] access,
            byte @Nullable [] refresh,
            @Nullable Instant renewAt,
            @Nullable Instant expiresAt) {}

    /**
     * The row, held until the transaction ends: whoever else asks for a token of this client waits, on every node.
     *
     * @throws SQLException {@code 55P03} when it was not free in time
     */
    Row hold(Connection tx, Owner owner, Duration patience) throws SQLException {
        try (Statement statement = tx.createStatement()) {
            statement.execute("set local lock_timeout = " + patience.toMillis());
        }
        try (PreparedStatement insert = tx.prepareStatement(
                "insert into partner_token (connection, client, version) values (?, ?, 0) on conflict do nothing")) {
            insert.setString(1, owner.connection());
            insert.setString(2, owner.client());
            insert.executeUpdate();
        }
        try (PreparedStatement select = tx.prepareStatement("""
                        select version, origin, former_origin, sealed_by, access_token, refresh_token, renew_at, expires_at
                          from partner_token where connection = ? and client = ? for update""")) {
            select.setString(1, owner.connection());
            select.setString(2, owner.client());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Row(
                        row.getLong(1),
                        row.getBytes(2),
                        row.getBytes(3),
                        row.getString(4),
                        row.getBytes(5),
                        row.getBytes(6),
                        instant(row.getTimestamp(7)),
                        instant(row.getTimestamp(8)));
            }
        }
    }

    /** Writes the next version of a held row. */
    void keep(Connection tx, Owner owner, Row row) throws SQLException {
        try (PreparedStatement update = tx.prepareStatement("""
                        update partner_token set version = ?, origin = ?, former_origin = ?, sealed_by = ?, access_token = ?,
                               refresh_token = ?, renew_at = ?, expires_at = ?
                         where connection = ? and client = ?""")) {
            update.setLong(1, row.version());
            update.setBytes(2, row.origin());
            update.setBytes(3, row.former());
            update.setString(4, row.sealedBy());
            update.setBytes(5, row.access());
            update.setBytes(6, row.refresh());
            update.setObject(7, SqlTimes.orNull(row.renewAt()));
            update.setObject(8, SqlTimes.orNull(row.expiresAt()));
            update.setString(9, owner.connection());
            update.setString(10, owner.client());
            update.executeUpdate();
        }
    }

    /**
     * The hash that tells one origin from another.
     *
     * @param refreshToken whether a refresh token is part of it, which nobody can guess; anything else is hashed under the
     *     key. So a new refresh token is recognised also when the key was lost.
     */
    byte[] mark(String origin, boolean refreshToken) {
        return refreshToken ? Sha256.of(origin) : key.mark(origin);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
