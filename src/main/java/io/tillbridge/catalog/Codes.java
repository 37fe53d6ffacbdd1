package io.tillbridge.catalog;

import io.tillbridge.barcode.Gtin;
import io.tillbridge.canonical.ItemUpserted.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The form in which codes are filed, so that two ways of writing or scanning one code are one. */
public final class Codes {

    private Codes() {}

    /**
     * GTIN-14 for article numbers; the EAN-13 for numbers of restricted circulation, which are no GTIN; all else as it
     * is.
     */
    public static String filed(String code) {
        if (!(Gtin.read(code) instanceof Gtin.Reading.Valid valid)) {
            return code;
        }
        Gtin gtin = valid.candidates().get(0);
        return gtin.restricted() ? gtin.value().substring(1) : gtin.value();
    }

    /** {@code gtin}, {@code restricted} or {@code other}. */
    static String kind(String filed) {
        if (!(Gtin.read(filed) instanceof Gtin.Reading.Valid valid)) {
            return "other";
        }
        return valid.candidates().get(0).restricted() ? "restricted" : "gtin";
    }

    /** A number of restricted circulation that a system calls GTIN is a code beside it. */
    static Map<ItemField, String> restrictedApart(Map<ItemField, String> cells) {
        String gtin = cells.get(ItemField.GTIN);
        if (gtin != null && kind(gtin).equals("restricted")) {
            cells.remove(ItemField.GTIN);
            List<Code> codes = new ArrayList<>(ItemText.readCodes(cells.get(ItemField.CODES)));
            codes.add(new Code(gtin, "1", null));
            cells.put(ItemField.CODES, ItemText.codes(codes));
        }
        return cells;
    }
}
