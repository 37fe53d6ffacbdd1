package io.tillbridge.books;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code config/books.yaml}: which ledgers there are and their rules. */
final class LedgerRules {

    static final String FILE = "config/books.yaml";

    private static final Map<String, Ledger.Telling> TELLING =
            Map.of("daily", Ledger.Telling.DAILY, "each", Ledger.Telling.EACH, "none", Ledger.Telling.NONE);

    private static final Map<String, Boolean> DISCOUNTS = Map.of("net", false, "gross", true);

    private LedgerRules() {}

    /** The ledgers; none when the file is absent. Problems are added to {@code problems}. */
    static Ledgers read(HomeFiles home, Problems problems) {
        List<Ledger> ledgers = new ArrayList<>();
        if (home.exists(FILE)) {
            YamlMap document = YamlDocument.read(FILE, home.text(FILE), problems);
            if (document != null) {
                Set<String> ids = new LinkedHashSet<>();
                for (YamlMap row : document.list("ledgers").maps()) {
                    Ledger ledger = ledger(row);
                    if (!ids.add(ledger.id())) {
                        row.placeOf("id")
                                .problem("duplicate_ledger", ledger.id(), "an id of its own", "give it another id");
                    }
                    ledgers.add(ledger);
                }
                document.refuseUnread();
            }
        }
        return new Ledgers(ledgers);
    }

    private static Ledger ledger(YamlMap row) {
        Ledger standard = Ledger.standard(row.text("id"));
        Ledger.Telling telling = row.optionalWord("telling", TELLING);
        Boolean gross = row.optionalWord("discounts", DISCOUNTS);
        Ledger ledger = new Ledger(
                standard.id(),
                currency(row),
                Set.copyOf(row.list("stores").strings()),
                telling == null ? standard.telling() : telling,
                time(row, standard.closesAt()),
                zone(row),
                gross != null && gross,
                amount(row, "roundingCap", standard.roundingCap()),
                amount(row, "cashRounding", standard.cashRounding()),
                Set.copyOf(row.list("payments").strings()),
                Set.copyOf(row.list("giftCards").strings()));
        row.refuseUnread();
        return ledger;
    }

    private static @Nullable String currency(YamlMap row) {
        String text = row.optionalText("currency");
        if (text == null) {
            return null;
        }
        try {
            return Currency.getInstance(text).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            row.placeOf("currency").problem("bad_currency", text, "a currency of ISO 4217", "write one such as EUR");
            return null;
        }
    }

    private static LocalTime time(YamlMap row, LocalTime otherwise) {
        String text = row.optionalText("closesAt");
        try {
            return text == null ? otherwise : LocalTime.parse(text);
        } catch (DateTimeException e) {
            row.placeOf("closesAt")
                    .problem("bad_time", String.valueOf(text), "a time of day", "write one such as 04:00");
            return otherwise;
        }
    }

    private static @Nullable ZoneId zone(YamlMap row) {
        String text = row.optionalText("zone");
        try {
            return text == null ? null : ZoneId.of(text);
        } catch (DateTimeException e) {
            row.placeOf("zone")
                    .problem("bad_zone", String.valueOf(text), "a time zone", "write one such as Europe/Berlin");
            return null;
        }
    }

    private static BigDecimal amount(YamlMap row, String key, BigDecimal otherwise) {
        String text = row.optionalText(key);
        try {
            BigDecimal amount = text == null ? otherwise : new BigDecimal(text);
            if (amount.signum() >= 0) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // Told below, like an amount below zero.
        }
        row.placeOf(key)
                .problem("bad_amount", String.valueOf(text), "a decimal, zero or more", "write one such as 0.05");
        return otherwise;
    }
}
