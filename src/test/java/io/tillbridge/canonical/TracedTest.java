package io.tillbridge.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracedTest {

    @Test
    void aLineThatNamesNothingIsOnePart() {
        Traced traced = Traced.of(line());

        assertThat(traced).isSameAs(Traced.NONE);
        assertThat(traced.parts(new BigDecimal("2.5")))
                .containsExactly(new Traced.Part(Trace.NONE, new BigDecimal("2.5")));
    }

    @Test
    void eachPieceWithASerialNumberIsAPartAndTheRestIsOne() {
        ObjectNode line = line().put("lot", " L-7 ").put("expiresOn", "2026-12-31");
        line.putArray("serials").add("A").add(" B ").add("").add("A");
        LocalDate day = LocalDate.of(2026, 12, 31);

        assertThat(Traced.of(line).parts(new BigDecimal("-3.5")))
                .containsExactly(
                        new Traced.Part(new Trace("L-7", "A", day), BigDecimal.ONE.negate()),
                        new Traced.Part(new Trace("L-7", "B", day), BigDecimal.ONE.negate()),
                        new Traced.Part(new Trace("L-7", null, day), new BigDecimal("-1.5")));
    }

    @Test
    void serialNumbersBeyondThePiecesAreSurplus() {
        ObjectNode line = line();
        line.putArray("serials").add("A").add("B").add("C");
        Traced traced = Traced.of(line);

        assertThat(traced.parts(new BigDecimal("1.9"))).hasSize(2);
        assertThat(traced.surplus(new BigDecimal("1.9"))).isEqualTo(List.of("B", "C"));
        assertThat(traced.surplus(new BigDecimal("3"))).isEmpty();
        assertThat(traced.parts(BigDecimal.ZERO)).isEmpty();
    }

    @Test
    void whatIsNoDayOrTooLongIsRefusedByItsCell() {
        assertThatThrownBy(() -> Traced.of(line().put("expiresOn", "31.12.2026")))
                .isInstanceOf(InvalidCanonicalEvent.class)
                .hasMessageContaining("such as 2026-12-31")
                .extracting(e -> ((InvalidCanonicalEvent) e).at())
                .isEqualTo("expiresOn");
        assertThatThrownBy(() -> Traced.of(line().put("lot", "x".repeat(201))))
                .isInstanceOf(InvalidCanonicalEvent.class)
                .extracting(e -> ((InvalidCanonicalEvent) e).at())
                .isEqualTo("lot");
    }

    private static ObjectNode line() {
        return JsonNodeFactory.instance.objectNode();
    }
}
