package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumberRedactionTest {

    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final List<Charset> WIDE = Stream.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")
            .map(Charset::forName)
            .toList();
    private final CardNumberRedaction redaction = new CardNumberRedaction(KEY);

    private String redact(String text) {
        return redact(text, ProtectedPlaces.NONE);
    }

    private String redact(String text, ProtectedPlaces places) {
        return new String(
                redaction.redact(text.getBytes(StandardCharsets.UTF_8), places).body(), StandardCharsets.UTF_8);
    }

    private static String masked(String number, char with) {
        return number.substring(0, 6)
                + String.valueOf(with).repeat(number.length() - 10)
                + number.substring(number.length() - 4);
    }

    static List<String> cards() {
        return List.of(
                "4111111111111111",
                "4242424242424242",
                "5555555555554444",
                "2223003122003222",
                "5105105105105100",
                "378282246310005",
                "371449635398431",
                "6011111111111117",
                "3530111333300000",
                "3056930009020004",
                "6200000000000005",
                "6205500000000000004",
                "4000000000000000006");
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyPublishedTestCardIsRedactedInEveryKindOfBody(String number) throws IOException {
        String hidden = masked(number, '*');
        for (int pad = 0; pad < 9; pad++) {
            String before = "x ".repeat(pad);
            assertThat(redact(before + "card " + number + " ok")).isEqualTo(before + "card " + hidden + " ok");
        }
        assertThat(redact(number)).hasSize(number.length()).isNotEqualTo(number);
        assertThat(redact("{\"n\":\"paid with " + number + ".\"}")).isEqualTo("{\"n\":\"paid with " + hidden + ".\"}");
        assertThat(redact("{\"n\":\"a\\n" + number + "\"}")).isEqualTo("{\"n\":\"a\\n" + hidden + "\"}");
        assertThat(redact("{\"n\":\"\\u0020" + number + "\"}")).isEqualTo("{\"n\":\"\\u0020" + hidden + "\"}");
        JsonNode json = IntakeJson.MAPPER.readTree(redact("{\"a\":[" + number + "],\"b\":1}"));
        assertThat(json.at("/a/0").asText()).isEqualTo(masked(number, '0'));
        assertThat(redact("a=1&card=" + number + "&b=2")).isEqualTo("a=1&card=" + hidden + "&b=2");
        assertThat(redact("a=1&t=%22" + number + "%22")).isEqualTo("a=1&t=%22" + hidden + "%22");
        assertThat(redact("<pan>" + number + "</pan>")).isEqualTo("<pan>" + hidden + "</pan>");
    }

    @ParameterizedTest
    @MethodSource("cards")
    void aCardNumberInTextOfTwoOrFourBytesACharacterIsRedactedWhereverItStands(String number) {
        for (Charset charset : WIDE) {
            for (String mark : List.of("", "\uFEFF")) {
                for (int pad = 0; pad < 9; pad++) {
                    String before = mark + "{\"n\":\"\u00e9\uD83D\uDE00" + "x ".repeat(pad);
                    byte[] body = (before + number + "\"}").getBytes(charset);
                    CardNumberRedaction.Redacted redacted = redaction.redact(body, ProtectedPlaces.NONE);
                    assertThat(redacted.body())
                            .as("%s after %d", charset, pad)
                            .isEqualTo((before + masked(number, '*') + "\"}").getBytes(charset));
                    assertThat(redacted.originalHmac()).isEqualTo(Signatures.hmac("HmacSHA256", KEY, body));
                }
            }
            byte[] alone = redaction
                    .redact(number.getBytes(charset), ProtectedPlaces.NONE)
                    .body();
            assertThat(alone).isEqualTo(masked(number, '*').getBytes(charset));
        }
    }

    @Test
    void wideTextIsRedactedThoughItIsCutOrBeginsInTheMiddleOfACharacter() {
        String text = "{\"n\":\"4111111111111111\",\"m\":\"3782 822463 10005\",\"o\":1}";
        for (Charset charset : WIDE) {
            byte[] whole = text.getBytes(charset);
            for (int from = 0; from < 8; from++) {
                for (int to = whole.length; to > whole.length - 8; to--) {
                    byte[] redacted = redaction
                            .redact(Arrays.copyOfRange(whole, from, to), ProtectedPlaces.NONE)
                            .body();
                    assertThat(redacted).hasSize(to - from);
                    assertThat(new String(redacted, StandardCharsets.ISO_8859_1).replace("\0", ""))
                            .as("%s from %d to %d", charset, from, to)
                            .contains("411111******1111")
                            .contains("3782 82**** *0005");
                }
            }
        }
    }

    @Test
    void wideTextWithoutACardNumberStaysAsItIs() {
        for (Charset charset : WIDE) {
            for (String text : List.of("{\"v\":\"4006381333931\"}", "{\"v\":\"order_4111111111111111\"}", "", "{}")) {
                byte[] body = text.getBytes(charset);
                assertThat(redaction.redact(body, ProtectedPlaces.NONE).body())
                        .as("%s in %s", text, charset)
                        .isSameAs(body);
            }
        }
        byte[] zeros = new byte[100];
        assertThat(redaction.redact(zeros, ProtectedPlaces.NONE).body()).isSameAs(zeros);
    }

    @Test
    void printedGroupsAreFoundWhateverSeparatesThem() {
        for (String separator : List.of(" ", "-", "+", "%20", "%2D")) {
            for (int pad = 0; pad < 17; pad++) {
                String before = "n".repeat(pad) + "=";
                String sixteen = String.join(separator, "4111", "1111", "1111", "1111");
                assertThat(redact(before + sixteen))
                        .as("'%s' after %d", separator, pad)
                        .isEqualTo(before + String.join(separator, "4111", "11**", "****", "1111"));
                String amex = String.join(separator, "3782", "822463", "10005");
                assertThat(redact(before + amex)).isEqualTo(before + String.join(separator, "3782", "82****", "*0005"));
            }
        }
        assertThat(redact("5 4111 1111 1111 1111 12/29")).isEqualTo("5 4111 11** **** 1111 12/29");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4006381333931",
                "036000291452",
                "96385074",
                "9780143007234",
                "106141412345678908",
                "00012345000065",
                "2100001027506",
                "4111111111111112",
                "order_4111111111111111",
                "4111111111111111a",
                "41111111111111111111",
                "0.4111111111111111",
                "4111111111111111.25",
                "12345678-4111-1111-1111-111111111111",
                "1111-4111-1111-1111-1111",
                "2026-01-15T04:11:11.111111111Z"
            })
    void gtinsAndIdsStayAsTheyAre(String text) {
        assertThat(redact("{\"v\":\"" + text + "\"}")).isEqualTo("{\"v\":\"" + text + "\"}");
        assertThat(redact(text)).isEqualTo(text);
    }

    @Test
    void aPlaceThatTheConnectorReadsStaysAndTheSameDigitsElsewhereGo() {
        ProtectedPlaces places = ProtectedPlaces.of(
                Plans.flow(
                        "orders",
                        new io.tillbridge.connector.WebhookSource(Plans.shopHmac(), null, 1, Set.of()),
                        Plans.pointer("/event_id"),
                        Plans.pointer("/id")),
                Set.of(JsonPointer.compile("/lines/*/variant")));
        String pan = "4111111111111111";
        assertThat(redact(
                        "{\"id\":" + pan + ",\"event_id\":\"" + pan + "\",\"lines\":[{\"variant\":\"" + pan
                                + "\",\"note\":\"" + pan + "\"}],\"x\":{\"id\":" + pan + "}}",
                        places))
                .isEqualTo("{\"id\":" + pan + ",\"event_id\":\"" + pan + "\",\"lines\":[{\"variant\":\"" + pan
                        + "\",\"note\":\"411111******1111\"}],\"x\":{\"id\":4111110000001111}}");
    }

    @Test
    void brokenJsonIsRedactedTooAndTheOriginalCanBeProven() {
        byte[] body = "{\"a\":\"4111111111111111\",\"b\":".getBytes(StandardCharsets.UTF_8);
        CardNumberRedaction.Redacted redacted = redaction.redact(body, ProtectedPlaces.NONE);
        assertThat(new String(redacted.body(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"411111******1111\",\"b\":");
        assertThat(redacted.originalHmac()).isEqualTo(Signatures.hmac("HmacSHA256", KEY, body));
        byte[] clean = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(redaction.redact(clean, ProtectedPlaces.NONE).body()).isSameAs(clean);
        assertThat(redaction.redact(clean, ProtectedPlaces.NONE).originalHmac()).isNull();
    }

    @Test
    void noRealPayloadIsChangedExceptWhereItHoldsACardNumber() throws IOException {
        Path folder = Files.isDirectory(Path.of("../shared/fixtures"))
                ? Path.of("../shared/fixtures")
                : Path.of("../../shared/fixtures");
        Assumptions.assumeTrue(Files.isDirectory(folder), "fixtures are not beside the project: payloads not checked");
        Set<String> changed = new HashSet<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            byte[] body = Files.readAllBytes(file);
            for (CardNumberScan.Span span : CardNumberScan.of(body)) {
                changed.add(folder.relativize(file) + ": "
                        + new String(body, span.from(), span.to() - span.from(), StandardCharsets.UTF_8));
            }
        }
        assertThat(files).hasSizeGreaterThan(300);
        assertThat(changed).isEmpty();
    }
}
