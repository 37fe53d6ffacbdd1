package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_ADJUSTED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.ReadyDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose fault a document's failure is, and that figures which do not fit the books end before them. */
class FaultyDocumentsIT {

    private static final String LONG = "12345678901234567890123456789012345678";
    private static final String FINE = "0.000001";
    private static final String LARGEST = "999999999999.99999";

    private final PostingBed bed = new PostingBed("TEE");

    static List<Arguments> everyQuantity() {
        return List.of(
                Arguments.of(SALE, Events.sale("1", "TEE", "#")),
                Arguments.of(STOCK_RECEIVED, Events.received("R1", "TEE", "#")),
                Arguments.of(RETURN, Events.returned("B1", "TEE", "#", "sellable")),
                Arguments.of(STOCK_ADJUSTED, adjusted()),
                Arguments.of(STOCK_SNAPSHOT, Events.snapshot("TEE", "#", "2026-11-21T10:00:00Z")),
                Arguments.of(ORDER, Events.order("O1", 1, "open", "TEE", "#", "0")),
                Arguments.of(ORDER, Events.order("O1", 1, "open", "TEE", "1", "#")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyQuantity")
    void aQuantityThatDoesNotFitTheBooksIsADeadLetterOfTheSender(EventType type, ObjectNode document) {
        UUID large = bed.post(type, with(document, LONG)).get(0);
        UUID exponent = bed.post(type, with(document, "1e2147483647")).get(0);
        UUID fine = bed.post(type, with(document, FINE)).get(0);

        assertThat(letter(large))
                .matches("translate too_many_digits partner_refused (lines\\[0]\\.)?(quantity|fulfilled)");
        assertThat(letter(exponent)).startsWith("translate too_many_digits partner_refused");
        assertThat(letter(fine))
                .matches("translate scale_exceeded missing_reference (lines\\[0]\\.)?(quantity|fulfilled)");
        assertThat(bed.count("stock_movement")).isZero();
    }

    @Test
    void theLargestQuantityIsPostedManyTimesExactly() {
        UUID first =
                bed.post(STOCK_RECEIVED, Events.received("R1", "TEE", LARGEST)).get(0);
        UUID second = bed.post(STOCK_RECEIVED, Events.received("R2", "TEE", LARGEST + "000"))
                .get(0);

        assertThat(List.of(bed.state(first), bed.state(second))).containsExactly("posted", "posted");
        assertThat(bed.balance("TEE", "S1")).startsWith("1999999999999.99998/");
    }

    @ParameterizedTest
    @CsvSource({
        "not_a_number, partner_refused",
        "not_an_instant, partner_refused",
        "required_missing, partner_refused",
        "null_refused, partner_refused",
        "assert_failed, partner_refused",
        "unmapped_member, missing_reference",
        "scale_exceeded, missing_reference",
        "not_allocatable, missing_reference",
        "valuemap_miss, missing_reference"
    })
    void whatTheDocumentGotWrongIsNotFiledAsAMissingReference(String code, String category) {
        ReadyDocument document =
                bed.arrival("sale", ("{\"untranslatable\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8), null);
        bed.postBatch(List.of(document));

        assertThat(letter(document.document().messageId()))
                .isEqualTo("translate " + code + " " + category + " lines[0].sku");
    }

    private String letter(UUID message) {
        return bed.sql
                .sql(
                        "select stage || ' ' || code || ' ' || category || ' ' || at from dead_letter where message_id = ?")
                .param(message)
                .query(String.class)
                .single();
    }

    private static ObjectNode adjusted() {
        ObjectNode adjusted = Events.received("A1", "TEE", "#");
        adjusted.set("adjustedAt", adjusted.remove("receivedAt"));
        return adjusted.put("reason", "found");
    }

    private static ObjectNode with(ObjectNode document, String quantity) {
        return (ObjectNode) ExactJson.parse(document.toString().replace("\"#\"", "\"" + quantity + "\""));
    }
}
