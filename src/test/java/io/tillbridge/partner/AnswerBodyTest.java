package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerBodyTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1.50}", " [1]"})
    void anObjectOrAnArrayIsRead(String body) {
        assertThat(read(body).isContainerNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "1", "{\"a\":", "{\"n\":1e99999999912}"})
    void anythingElseIsMissing(String body) {
        assertThat(read(body).isMissingNode()).isTrue();
    }

    private static JsonNode read(String body) {
        return AnswerBody.json(body.getBytes(StandardCharsets.UTF_8));
    }
}
