package io.tillbridge.barcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.barcode.Code128.Start;
import org.junit.jupiter.api.Test;

class Code128Test {

    @Test
    void pjj123cWithStartAHasCheckCharacter54() {
        Code128.Symbol symbol = Code128.encode("PJJ123C", Start.A);

        assertThat(symbol.values()).containsExactly(103, 48, 42, 42, 17, 18, 19, 35, 54, 106);
        assertThat(symbol.check()).isEqualTo(54);
    }

    @Test
    void evenRunsOfDigitsTakeSetC() {
        assertThat(Code128.encode("123456").values())
                .startsWith(105, 12, 34, 56)
                .hasSize(6);
        assertThat(Code128.encode("AB1234").values()).startsWith(104, 33, 34, 99, 12, 34);
        assertThat(Code128.encode("AB123456CD").values()).startsWith(104, 33, 34, 99, 12, 34, 56, 100, 35, 36);
    }

    @Test
    void ofAnOddRunTheFirstDigitStaysInItsSet() {
        assertThat(Code128.encode("AB12345").values()).startsWith(104, 33, 34, 17, 99, 23, 45);
        assertThat(Code128.encode("12345").values()).startsWith(105, 12, 34, 100, 21);
    }

    @Test
    void gs1Begins105And102() {
        assertThat(Code128.gs1("0109501101530003").values()).startsWith(105, 102, 1, 9, 50, 11, 1, 53, 0, 3);
    }

    @Test
    void controlCharactersTakeSetA() {
        assertThat(Code128.encode("A\tb").values()).startsWith(103, 33, 73, 100, 66);
    }

    @Test
    void whatIsNoAsciiIsRefused() {
        assertThatThrownBy(() -> Code128.encode("Größe"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("character 3");
    }
}
