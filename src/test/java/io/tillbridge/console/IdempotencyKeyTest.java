package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of httpwg/structured-field-tests string.json, and bare keys. */
class IdempotencyKeyTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiterString = " => ",
            value = {
                "\"foo bar\" => foo bar",
                "\"foo \\\"bar\\\" \\\\ baz\" => foo \"bar\" \\ baz",
                "\"8e03978e-40d5\";p=1 => 8e03978e-40d5",
                "8e03978e-40d5-43e8-bc93-6894a57f9324 => 8e03978e-40d5-43e8-bc93-6894a57f9324"
            })
    void aKeyIsReadQuotedOrBare(String field, String key) {
        assertThat(IdempotencyKey.read(field)).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"",
                "\"\"",
                "\"foo",
                "\"foo\\",
                "\"\\o\"",
                "\"f\u00fc\"",
                "\"foo\" x",
                "foo bar",
                "'foo, bar'",
                "\"a\tb\""
            })
    void whatIsNoKeyIsRefused(String field) {
        assertThat(IdempotencyKey.read(field)).isEmpty();
    }
}
