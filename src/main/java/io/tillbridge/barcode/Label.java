package io.tillbridge.barcode;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import uk.org.okapibarcode.backend.Code128;
import uk.org.okapibarcode.backend.Ean;
import uk.org.okapibarcode.backend.OkapiInputException;
import uk.org.okapibarcode.backend.Symbol;
import uk.org.okapibarcode.backend.Upc;
import uk.org.okapibarcode.graphics.Color;
import uk.org.okapibarcode.output.Java2DRenderer;
import uk.org.okapibarcode.output.SvgRenderer;

/**
 * The bars of a code as an image: EAN-13, EAN-8 and UPC-A for article numbers of their length, GS1-128 for GTIN-14 and
 * element strings, Code 128 for all else. Drawn by Okapi Barcode.
 */
public final class Label {

    private static final int QUIET_ZONE = 10;
    private static final int HEIGHT = 60;

    private final Symbol symbol;

    private Label(Symbol symbol) {
        this.symbol = symbol;
    }

    /**
     * The label of a code.
     *
     * @throws IllegalArgumentException when no symbol can hold it; the message says why
     */
    public static Label of(String code) {
        Symbol symbol = symbol(code);
        symbol.setQuietZoneHorizontal(QUIET_ZONE);
        symbol.setQuietZoneVertical(QUIET_ZONE / 2);
        symbol.setBarHeight(HEIGHT);
        try {
            symbol.setContent(content(code, symbol));
        } catch (OkapiInputException e) {
            throw new IllegalArgumentException("no bars can hold this code: " + e.getMessage(), e);
        }
        return new Label(symbol);
    }

    private static Symbol symbol(String code) {
        boolean article = CheckDigit.digits(code) && CheckDigit.holds(code);
        if (article && code.length() == 13) {
            return new Ean(Ean.Mode.EAN13);
        }
        if (article && code.length() == 8) {
            return new Ean(Ean.Mode.EAN8);
        }
        if (article && code.length() == 12) {
            return new Upc(Upc.Mode.UPCA);
        }
        Code128 bars = new Code128();
        if (ElementString.looksLike(code) || (article && code.length() == 14)) {
            bars.setDataType(Symbol.DataType.GS1);
        }
        return bars;
    }

    /** GS1 data is given to the library with brackets. */
    private static String content(String code, Symbol symbol) {
        if (symbol instanceof Ean || symbol instanceof Upc) {
            return code.substring(0, code.length() - 1); // the library appends the check digit
        }
        if (symbol.getDataType() != Symbol.DataType.GS1) {
            return code;
        }
        if (CheckDigit.digits(code)) {
            return "[01]" + code;
        }
        ElementString.Reading reading = ElementString.read(code);
        if (reading instanceof ElementString.Reading.Invalid invalid) {
            throw new IllegalArgumentException(invalid.detail());
        }
        StringBuilder content = new StringBuilder();
        ((ElementString.Reading.Valid) reading)
                .elements()
                .forEach(one -> content.append('[').append(one.ai()).append(']').append(one.value()));
        return content.toString();
    }

    /** As an SVG document. */
    public String svg() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new SvgRenderer(out, 1, Color.WHITE, Color.BLACK, true).render(symbol);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /**
     * As a PNG, black on white.
     *
     * @param dots for the narrowest bar, 1 to 10
     */
    public byte[] png(int dots) {
        BufferedImage image =
                new BufferedImage(symbol.getWidth() * dots, symbol.getHeight() * dots, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        new Java2DRenderer(canvas, dots, Color.WHITE, Color.BLACK).render(symbol);
        canvas.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
