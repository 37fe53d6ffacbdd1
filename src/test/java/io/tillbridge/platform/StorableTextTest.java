package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorableTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"b\"} | WHOLE",
                "{\"a\":\"\\u0000\"} | NUL",
                "{\"a\":\"C:\\\\u0000\"} | WHOLE",
                "{\"a\":\"C:\\\\\\u0000\"} | NUL",
                "{\"a\":\"\\u001f\"} | WHOLE",
                "{\"a\":\"\uD83D\uDE00\"} | WHOLE",
                "{\"a\":\"\uD83D\"} | HALF_PAIR",
                "{\"a\":\"\uDE00\uD83D\"} | HALF_PAIR",
                "{\"a\":\"\uDE00\"} | HALF_PAIR",
            })
    void whatATextContains(String json, StorableText expected) {
        assertThat(StorableText.of(json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abcd | abc",
                "a\0b | ab",
                "\0\0abc | abc",
                "ab\uD83D\uDE00 | ab",
                "a\uD83D\uDE00b | a\uD83D\uDE00",
                "\uDE00a\uD83D | a",
            })
    void theBeginningThatATextColumnTakes(String text, String expected) {
        assertThat(StorableText.cut(text, 3)).isEqualTo(expected);
    }
}
