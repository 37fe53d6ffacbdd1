package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class ShownUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://db:5432/shop|jdbc:postgresql://db:5432/shop",
                "jdbc:postgresql://db/shop?user=a&password=secret|jdbc:postgresql://db/shop",
                "jdbc:postgresql://a:secret@db/shop|jdbc:postgresql://db/shop",
                "jdbc:postgresql://a:se@cret@db/shop?x=1|jdbc:postgresql://db/shop",
                "jdbc:postgresql://db/shop;password=secret|jdbc:postgresql://db/shop",
                "(tcp://a:61616,tcp://b:61616)?ha=true&password=secret|(tcp://a:61616,tcp://b:61616)",
                "(tcp://a:61616?trustStorePassword=secret,tcp://b:61616)|(tcp://a:61616",
                "tcp://u:secret@a:1,tcp://u:secret@b:2|tcp://b:2",
                "vm://7|vm://7",
            })
    void nothingThatMayBeAPasswordIsShown(String url, String shown) {
        assertThat(ShownUrl.of(url)).isEqualTo(shown);
    }

    @Test
    void noRecordThatHoldsAnAddressPrintsItsPassword() {
        String database = "jdbc:postgresql://db/shop?password=secret";
        String broker = "tcp://broker:61616?keyStorePassword=secret";
        DataSize size = DataSize.ofMegabytes(1);

        assertThat(new DatabaseAccess(database, "u", "secret").toString())
                .contains("//db/shop")
                .doesNotContain("secret");
        assertThat(new DatabaseProperties(database, "u", "secret", 0, 1, Duration.ofSeconds(1)).toString())
                .contains("//db/shop")
                .doesNotContain("secret");
        assertThat(new BrokerAccess(broker, "u", "secret").toString())
                .contains("//broker:61616")
                .doesNotContain("secret");
        assertThat(new BrokerProperties(broker, "u", "secret", broker, size, size, 95, Duration.ofSeconds(1), 1)
                        .toString())
                .contains("//broker:61616")
                .doesNotContain("secret");
    }
}
