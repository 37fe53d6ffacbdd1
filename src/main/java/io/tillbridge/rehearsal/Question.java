package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.platform.Sha256;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A diff that is wanted.
 *
 * @param from a version of a subject
 * @param to another, or a draft that is not on this hub
 * @param last how far back
 * @param connection null for all
 * @param most documents that are read, the newest
 * @param sample the share of documents that is read, above 0 and at most 1
 * @param set generation of the active set, whose value maps both versions read
 * @param newest the newest message when it was asked; null when there is none
 */
public record Question(
        Mapping from,
        Mapping to,
        Duration last,
        @Nullable String connection,
        long most,
        BigDecimal sample,
        long set,
        @Nullable UUID newest) {

    private static final BigDecimal PARTS = BigDecimal.valueOf(65_536);

    /** As JSON, for people. */
    ObjectNode asked() {
        return ExactJson.nodes()
                .objectNode()
                .put("subject", from.subject())
                .put("from", from.version())
                .put("fromSha256", from.sha256())
                .put("to", to.version())
                .put("toSha256", to.sha256())
                .put("last", last.toString())
                .put("connection", connection)
                .put("limit", most == Long.MAX_VALUE ? null : Long.toString(most))
                .put("sample", sample.toPlainString())
                .put("set", set)
                .put("newest", newest == null ? null : newest.toString());
    }

    /** The same for the same question only, over the same messages and value maps. */
    String hash() {
        return Sha256.hex(asked().toString());
    }

    /** The share in parts of 65,536, at least one. */
    int share() {
        return sample.multiply(PARTS).setScale(0, RoundingMode.CEILING).intValueExact();
    }
}
