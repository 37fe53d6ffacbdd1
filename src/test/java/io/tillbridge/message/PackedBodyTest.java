package io.tillbridge.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is packed comes back byte for byte, by itself and through the journal. */
class PackedBodyTest {

    @Test
    void bodiesOfAllSizesComeBack() {
        Random random = new Random(7);
        for (int size = 0; size < 20_000; size = size * 5 / 4 + 1) {
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            assertThat(PackedBody.of(noise).unpacked()).isEqualTo(noise);
            byte[] text = Arrays.copyOf(text(size / 14 + 1), size);
            assertThat(PackedBody.of(text).unpacked()).isEqualTo(text);
        }
    }

    @Test
    void textIsPackedAndNoiseIsNot() {
        byte[] noise = new byte[6_000];
        new Random(7).nextBytes(noise);
        assertThat(PackedBody.of(noise).length()).isNull();
        PackedBody packed = PackedBody.of(text(400));
        assertThat(packed.length()).isEqualTo(text(400).length);
        assertThat(packed.bytes().length).isLessThan(1_000);
    }

    @Test
    void aBrokenBlockIsRefused() {
        PackedBody packed = PackedBody.of(text(400));
        byte[] cut = Arrays.copyOf(packed.bytes(), packed.bytes().length / 2);
        assertThatThrownBy(() -> new PackedBody(cut, packed.length()).unpacked())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void theJournalReadsWhatItWrote() {
        byte[] written = Envelope.write(document(text(400)));
        assertThat(written.length).isLessThan(1_000);
        assertThat(Envelope.read(written).body()).isEqualTo(text(400));
    }

    @Test
    void theJournalReadsWhatAnEarlierVersionWrote() {
        byte[] body = {'{', '}'};
        byte[] written = Envelope.write(document(body));
        // from the end: no trace, no original HMAC, the body and its length; before them the length once unpacked
        int added = written.length - 4 - 4 - (4 + body.length) - 4;
        byte[] earlier = new byte[written.length - 4];
        System.arraycopy(written, 0, earlier, 0, added);
        System.arraycopy(written, added + 4, earlier, added, earlier.length - added);
        earlier[0] = 1;
        assertThat(Envelope.read(earlier).body()).isEqualTo(body);
    }

    private static byte[] text(int members) {
        return "{\"sku\":\"A-1\"},".repeat(members).getBytes(StandardCharsets.UTF_8);
    }

    private static AcceptedDocument document(byte[] body) {
        return new AcceptedDocument(
                new UUID(1, 2),
                null,
                "shop",
                "orders",
                "r-1",
                "o-1",
                Instant.parse("2026-11-21T10:15:30.5Z"),
                "application/json",
                Map.of(),
                body,
                null);
    }
}
