package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Held against {@code toString}, which was what documents were written by. */
class WrittenJsonTest {

    @Test
    void writesEveryCharacterAsToStringDoes() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            JsonNode text = ExactJson.nodes().textNode("a" + (char) c + (char) c + "b" + (char) c);
            assertThat(WrittenJson.of(text)).isEqualTo(text.toString());
        }
        JsonNode pair = ExactJson.nodes().textNode("\n\uD83D\uDE00");
        assertThat(WrittenJson.of(pair)).isEqualTo(pair.toString());
    }

    @Test
    void writesEveryKindOfValueAsToStringDoes() {
        ObjectNode all = ExactJson.nodes().objectNode();
        all.put("", "").put("na\"me\n", "x").put("yes", true).put("no", false);
        all.putNull("nothing");
        all.putObject("empty");
        all.putArray("none");
        ArrayNode numbers = all.putArray("numbers");
        numbers.add(0).add(-7).add(Long.MIN_VALUE).add(new BigInteger("123456789012345678901234567890"));
        numbers.add(new BigDecimal("1.500")).add(new BigDecimal("1E+5")).add(new BigDecimal("-0.00"));
        numbers.addArray().addObject().put("deep", "€");
        numbers.addNull();
        assertThat(WrittenJson.of(all)).isEqualTo(all.toString());
        assertThat(WrittenJson.of(numbers)).isEqualTo(numbers.toString());
    }
}
