package io.tillbridge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealingKeyTest {

    private final SealingKey key = new SealingKey(new Secret("a".repeat(40)));
    private final SealingKey other = new SealingKey(new Secret("b".repeat(40)));

    @Test
    void aSealedTextOpensAtItsPlaceOnly() {
        byte[] sealed = key.seal("to-ken ü", "acme.api");

        assertThat(key.open(sealed, "acme.api")).isEqualTo("to-ken ü");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("to-ken");
        assertThat(key.seal("to-ken ü", "acme.api")).as("never the same twice").isNotEqualTo(sealed);
        assertThatThrownBy(() -> key.open(sealed, "other.api")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> other.open(sealed, "acme.api")).isInstanceOf(IllegalArgumentException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> key.open(sealed, "acme.api")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> key.open(new byte[3], "acme.api")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysHaveNamesAndMarksOfTheirOwn() {
        assertThat(key.id()).hasSize(16).isNotEqualTo(other.id());
        assertThat(key.mark("x")).isEqualTo(key.mark("x")).isNotEqualTo(other.mark("x"));
    }
}
