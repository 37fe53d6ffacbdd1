package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorableKeyTest {

    @Test
    void aKeyStandsAsItIsAsLongAsAnIndexHoldsIt() {
        String longest = "k".repeat(500);

        assertThat(StorableKey.of("1001")).isEqualTo("1001");
        assertThat(StorableKey.of(longest)).isEqualTo(longest);
        assertThat(StorableKey.ofNullable(null)).isNull();
    }

    @Test
    void aLongKeyAndOneWithU0000AreNamedByTheirHash() {
        assertThat(StorableKey.of("a\0b")).isEqualTo("sha256:" + Sha256.hex("a\0b"));
        assertThat(StorableKey.of("k".repeat(501))).isEqualTo("sha256:" + Sha256.hex("k".repeat(501)));
        assertThat(StorableKey.of(StorableKey.of("a\0b"))).isEqualTo(StorableKey.of("a\0b"));
    }
}
