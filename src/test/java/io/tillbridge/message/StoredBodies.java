package io.tillbridge.message;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bodies that a database keeps, unpacked, for tests that look at what is stored rather than at what the API shows. */
public final class StoredBodies {

    private StoredBodies() {}

    /** The body of one message. */
    public static byte[] of(JdbcClient sql, UUID message) {
        return sql.sql("select body, body_length from message_raw where message_id = ?")
                .param(message)
                .query((row, number) -> new PackedBody(row.getBytes(1), row.getObject(2, Integer.class)).unpacked())
                .single();
    }

    /** All bodies. */
    public static List<byte[]> all(JdbcClient sql) {
        return sql.sql("select body, body_length from message_raw")
                .query((row, number) -> new PackedBody(row.getBytes(1), row.getObject(2, Integer.class)).unpacked())
                .list();
    }
}
