package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerBodyTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1.50} | true",
                "' [1]' | true",
                "{\"a\": | false",
                "'' | false",
                "text | false",
                "{\"n\":1e99999999912} | false"
            })
    void whatIsNoDocumentIsMissing(String body, boolean there) {
        assertThat(AnswerBody.json(body.getBytes(StandardCharsets.UTF_8)).isMissingNode())
                .isEqualTo(!there);
    }
}
