package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.message.ReadyDocument;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents are posted by the format of their flow, and kept as they came. */
class DocumentFormatsIT {

    private final PostingBed bed = new PostingBed("TEE");

    private String post(String flow, String body) {
        ReadyDocument arrival = bed.arrival(flow, body.getBytes(StandardCharsets.UTF_8), null);
        bed.postBatch(List.of(arrival));
        return bed.state(arrival.document().messageId());
    }

    @Test
    void anXmlDocumentIsPosted() {
        String xml = "<event><system>shop</system><id>A1</id><location>S1</location>"
                + "<receivedAt>2026-11-21T10:00:00Z</receivedAt>"
                + "<lines><id>1</id><sku>TEE</sku><quantity>2</quantity></lines></event>";

        assertThat(post("xml", xml)).isEqualTo("posted");
        assertThat(bed.balance("TEE", "S1")).startsWith("2");
        assertThat(bed.sql
                        .sql("select business_key from message")
                        .query(String.class)
                        .single())
                .isEqualTo("A1");
    }

    @Test
    void theJsonOfAFormFieldIsPosted() {
        String event = Events.received("A1", "TEE", "3").toString();

        assertThat(post("form", "x=1&event=" + URLEncoder.encode(event, StandardCharsets.UTF_8)))
                .isEqualTo("posted");
        assertThat(bed.balance("TEE", "S1")).startsWith("3");
    }

    @Test
    void whatIsNotWhatItsFlowReadsIsADeadLetterWithItsPlace() {
        assertThat(post("xml", "<event>\n<lines></event>")).startsWith("dead");
        assertThat(post("xml", "{\"event\":{}}")).startsWith("dead");
        assertThat(post("form", "event=%7B")).startsWith("dead");

        assertThat(bed.sql
                        .sql("select code || ' ' || category || ' ' || at from dead_letter order by at")
                        .query(String.class)
                        .list())
                .anyMatch(letter -> letter.startsWith("invalid_xml partner_refused line 2"))
                .anyMatch(letter -> letter.startsWith("invalid_xml partner_refused line 1"))
                .anyMatch(letter -> letter.startsWith("invalid_json partner_refused /event line 1"));
    }
}
