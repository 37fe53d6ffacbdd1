package io.tillbridge.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The documents as they arrived, packed, beside their messages. */
final class RawDocuments {

    private static final String INSERT = """
            insert into message_raw (message_id, content_type, headers, body, body_length, original_hmac)
            select id, ct, he, bo, bl, hm
              from unnest(?::uuid[], ?::text[], ?::text[], ?::bytea[], ?::integer[], ?::bytea[])
                   as row (id, ct, he, bo, bl, hm)
            on conflict (message_id) do nothing
            """;

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private static final ObjectMapper JSON = new ObjectMapper();

    private RawDocuments() {}

    private record Raw(AcceptedDocument document, PackedBody body) {
        static Raw of(AcceptedDocument document) {
            return new Raw(document, PackedBody.of(document.body()));
        }
    }

    /** Keeps documents; one whose message id is there already is left as it is. */
    static void insert(Connection transaction, List<AcceptedDocument> documents) throws SQLException {
        List<Raw> raw = documents.stream().map(Raw::of).toList();
        try (PreparedStatement statement = transaction.prepareStatement(INSERT)) {
            Columns.bind(statement, raw, 1)
                    .uuid(r -> r.document().messageId())
                    .text(r -> r.document().contentType())
                    .text(r -> headers(r.document().headers()))
                    .bytes(r -> r.body().bytes())
                    .integer(r -> r.body().length())
                    .bytes(r -> r.document().originalHmac());
            statement.executeUpdate();
        }
    }

    private static String headers(Map<String, String> headers) {
        try {
            return headers.isEmpty() ? "{}" : JSON.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers are text", e);
        }
    }

    /** Headers as they are stored. */
    static Map<String, String> headers(String text) {
        try {
            return text.equals("{}") ? Map.of() : JSON.readValue(text, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("message_raw.headers is not JSON", e);
        }
    }
}
