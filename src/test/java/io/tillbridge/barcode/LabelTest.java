package io.tillbridge.barcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4006381333931",
                "036000291452",
                "96385074",
                "10036000291459",
                "(01)09501101530003(17)261130(10)ABC",
                "PJJ123C"
            })
    void eachKindOfCodeHasBars(String code) throws IOException {
        Label label = Label.of(code);

        assertThat(label.svg()).startsWith("<?xml").contains("<rect").contains("<svg");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(label.png(3)));
        assertThat(image.getWidth()).isGreaterThan(200);
        assertThat(image.getRaster().getSample(1, 1, 0))
                .as("the quiet zone is white")
                .isEqualTo(255);
    }

    /** The bars of 4006381333931, as the EAN-13 tables give them: guards, parities LGGLLG for 4, then the right half. */
    @Test
    void theBarsOfAnEan13AreThoseOfTheStandard() throws IOException {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Label.of("4006381333931").png(1)));
        StringBuilder row = new StringBuilder();
        for (int x = 0; x < image.getWidth(); x++) {
            row.append(image.getRaster().getSample(x, 20, 0) < 128 ? '1' : '0');
        }

        assertThat(row.toString())
                .contains("101" + "0001101" + "0100111" + "0101111" + "0111101" + "0001001" + "0110011" + "01010"
                        + "1000010" + "1000010" + "1000010" + "1110100" + "1000010" + "1100110" + "101");
    }

    @Test
    void whatNoBarsCanHoldIsRefused() {
        assertThatThrownBy(() -> Label.of("Größe €")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Label.of("(01)123")).isInstanceOf(IllegalArgumentException.class);
    }
}
