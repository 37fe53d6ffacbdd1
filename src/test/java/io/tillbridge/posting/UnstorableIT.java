package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.Envelope;
import io.tillbridge.message.ReadyDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever a document brings, it has an outcome, and those beside it are posted. */
class UnstorableIT {

    /** Longer than a row of an index, also when PostgreSQL has compressed it. */
    private static final String LONG =
            new Random(7).ints(5_000, 'A', 'Z').mapToObj(Character::toString).collect(Collectors.joining());

    private final PostingBed bed = new PostingBed("TEE");

    @Test
    void keysOfTheJournalWithU0000ArePostedUnderTheirHash() {
        byte[] envelope = Envelope.write(new AcceptedDocument(
                UUID.fromString("01900000-0000-7000-8000-00000000aaaa"),
                null,
                "shop",
                "sale",
                "receipt#key",
                "business#key",
                PostingBed.NOW,
                "application/json",
                Map.of(),
                wrapped("k", Events.sale("0001", "TEE", "1").toString()),
                null));
        for (int i = 0; i < envelope.length; i++) {
            envelope[i] = envelope[i] == '#' ? 0 : envelope[i];
        }
        ReadyDocument odd = ReadyDocument.arrived(Envelope.read(envelope));
        ReadyDocument good = bed.arrival(SALE, Events.sale("0002", "TEE", "1"), "d-2");
        bed.posting.post(List.of(odd, good));

        assertThat(bed.state(odd.document().messageId())).isEqualTo("posted");
        assertThat(bed.state(good.document().messageId())).isEqualTo("posted");
        assertThat(bed.sql
                        .sql("select receipt_key from receipt where length(receipt_key) = 71")
                        .query(String.class)
                        .single())
                .matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void anEnvelopeWithU0000ElsewhereIsNoEnvelope() {
        AcceptedDocument document =
                bed.arrival(SALE, Events.sale("0001", "TEE", "1"), null).document();
        byte[] envelope = Envelope.write(new AcceptedDocument(
                document.messageId(),
                null,
                "shop",
                "sa\0le",
                null,
                null,
                PostingBed.NOW,
                null,
                Map.of(),
                document.body(),
                null));

        assertThatThrownBy(() -> Envelope.read(envelope))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("zero byte");
    }

    @Test
    void keysThatOnlyPostingReadsAreHashedToo() {
        UUID nul = send(wrapped("a\\u0000b", Events.sale("0001", "TEE", "1").toString()), null);
        UUID wide = send(wrapped(LONG, Events.sale(LONG, "TEE", "1").toString()), LONG);
        UUID again = send(wrapped("k", Events.sale(LONG, "TEE", "1").toString()), null);

        assertThat(List.of(bed.state(nul), bed.state(wide), bed.state(again)))
                .containsExactly("posted", "posted", "skipped:repeat");
        assertThat(bed.count("message where business_key like 'sha256:%'")).isEqualTo(2);
        assertThat(bed.count("fact where fact_key like 'sha256:%'")).isEqualTo(1);
    }

    @Test
    void whatPostingGivesUpNeedsNoReceipt() {
        bed.sql.sql("alter table receipt add check (receipt_key <> 'd-1')").update();
        ReadyDocument odd = bed.arrival(SALE, Events.sale("0001", "TEE", "1"), "d-1");
        ReadyDocument good = bed.arrival(SALE, Events.sale("0002", "TEE", "1"), "d-2");
        bed.posting.post(List.of(odd, good));

        assertThat(bed.state(odd.document().messageId())).isEqualTo("dead:database_refused");
        assertThat(bed.state(good.document().messageId())).isEqualTo("posted");
    }

    private UUID send(byte[] body, @Nullable String receiptKey) {
        ReadyDocument document = bed.arrival("sale", body, receiptKey);
        bed.posting.post(List.of(document));
        return document.document().messageId();
    }

    private static byte[] wrapped(String key, String event) {
        String json = "{\"key\":\"" + key + "\",\"event\":" + event + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
