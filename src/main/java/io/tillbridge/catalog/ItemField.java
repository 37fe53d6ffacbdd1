package io.tillbridge.catalog;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What of an item may have an owner of its own; all but the item itself and its price are cells of it. */
public enum ItemField {
    /** That there is such an item. */
    ITEM("item"),
    NAME("name"),
    GTIN("gtin"),
    CATEGORY("category"),
    UNIT("unit"),
    KIND("kind"),
    PARENT("parent"),
    OPTIONS("options"),
    COMPONENTS("components"),
    CODES("codes"),
    TAX_CATEGORY("taxCategory"),
    ABC_CLASS("abcClass"),
    COST("cost"),
    PRICE("price");

    private static final Map<String, ItemField> BY_WORD = new TreeMap<>();

    static {
        for (ItemField field : values()) {
            BY_WORD.put(field.word, field);
        }
    }

    private final String word;

    ItemField(String word) {
        this.word = word;
    }

    /** The word in files, tables and JSON. */
    public String word() {
        return word;
    }

    /** All by their words. */
    public static Map<String, ItemField> words() {
        return Collections.unmodifiableMap(BY_WORD);
    }

    /** Those that an item keeps. */
    public static Set<ItemField> cells() {
        return EnumSet.complementOf(EnumSet.of(ITEM, PRICE));
    }
}
