package io.tillbridge.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.Account;
import io.tillbridge.books.Bookkeeping;
import io.tillbridge.books.Drawn;
import io.tillbridge.books.GoodsMoved;
import io.tillbridge.books.JournalDocuments;
import io.tillbridge.books.JournalDocuments.Day;
import io.tillbridge.books.JournalDocuments.DayLine;
import io.tillbridge.books.JournalLine;
import io.tillbridge.books.Ledger;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import io.tillbridge.platform.HomeFiles;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of entry that the books draw up, in the forms of the accounting systems that are told of it. */
class JournalShapesTest {

    private static final Ledger LEDGER = Ledger.standard("main");

    private final MappingCatalog mappings =
            MappingCatalog.load(HomeFiles.only(Path.of("").toAbsolutePath()));

    /** Documents and the goods that move with them: each a kind of entry. */
    private static final List<String> ENTRIES = List.of(
            "sale {'currency':'EUR','taxIncluded':false,'lines':[{'id':'1','sku':'TEE','quantity':'1','lineTotal':'EUR 100.00',"
                    + "'taxes':[{'code':'VAT19','amount':'EUR 19.00'}]}],'tenders':[{'kind':'cash','amount':'EUR 50.00'},"
                    + "{'kind':'card','amount':'EUR 74.00'}],'totals':{'tip':'EUR 5.00','grand':'EUR 124.00'}}",
            "sale {'currency':'EUR','taxIncluded':true,'lines':[{'id':'1','sku':'A','quantity':'1','lineTotal':'EUR 118.98'}],"
                    + "'tenders':[{'kind':'cash','amount':'EUR 119.00'}],'totals':{'grand':'EUR 118.98'}}",
            "sale {'currency':'EUR','lines':[{'id':'1','sku':'A','quantity':'1','lineTotal':'EUR 10.01'}],"
                    + "'tenders':[{'kind':'voucher','amount':'EUR 10.00'}],'totals':{'grand':'EUR 10.00'}}",
            "sale {'currency':'EUR','lines':[{'id':'1','sku':'CARD','quantity':'1','kind':'gift_card','lineTotal':'EUR 50.00'}],"
                    + "'tenders':[{'kind':'cash','amount':'EUR 50.00'}],'totals':{'grand':'EUR 50.00'}}",
            "order {'currency':'EUR','taxIncluded':false,'lines':[{'id':'1','sku':'TEE','quantity':'2','fulfilled':'1',"
                    + "'lineTotal':'EUR 40.00'}],'totals':{'shipping':'EUR 4.90','grand':'EUR 44.90'},'payment':{'state':'paid'}}",
            "order {'currency':'EUR','taxIncluded':false,'lines':[{'id':'1','sku':'TEE','quantity':'1','fulfilled':'1',"
                    + "'lineTotal':'EUR 40.00'}],'totals':{'grand':'EUR 40.00'},'payment':{'state':'pending'}}",
            "return {'currency':'EUR','lines':[{'id':'1','sku':'TEE','quantity':'1','restock':'sellable','amount':'EUR 100.00',"
                    + "'tax':'EUR 19.00'}],'totals':{'fee':'EUR 10.00','grand':'EUR 109.00'}}",
            "payout {'currency':'EUR','gross':'EUR 1000.00','fees':'EUR 29.00','net':'EUR 971.00'}",
            "payout {'currency':'EUR','gross':'EUR 880.00','fees':'EUR 44.00','net':'EUR 836.00','lines':["
                    + "{'id':'1','kind':'sale','amount':'EUR 1000.00','fee':'EUR 29.00'},"
                    + "{'id':'2','kind':'chargeback','amount':'EUR -120.00','fee':'EUR 15.00'}]}",
            "till {'currency':'EUR','tenders':[{'kind':'cash','expected':'EUR 100.00','counted':'EUR 95.00'}]}",
            "goods inventory cogs",
            "goods grni inventory",
            "goods inventory shrink",
            "goods inventory in_transit",
            "return {'currency':'EUR','lines':[],'totals':{'adjustment':'EUR 5.00','grand':'EUR 5.00'}}",
            "sale {'currency':'EUR','lines':[],'charges':[{'id':'1','kind':'duty','lineTotal':'EUR 7.00'}],"
                    + "'tenders':[{'kind':'card','amount':'EUR 7.00'}],'totals':{'grand':'EUR 7.00'}}");

    @ParameterizedTest
    @ValueSource(strings = {"quickbooks.journal_entry", "xero.manual_journal"})
    void everyKindOfEntryIsTakenByItself(String subject) {
        EnumSet<Account> accounts = EnumSet.noneOf(Account.class);
        for (String entry : ENTRIES) {
            List<JournalLine> lines = lines(entry);
            assertThat(lines).as(entry).isNotEmpty();
            lines.forEach(line -> accounts.add(line.account()));
            assertThat(refused(subject, day("S1", "EUR", lines))).as(entry).isEmpty();
        }
        assertThat(accounts)
                .contains(
                        Account.CASH,
                        Account.CARD_CLEARING,
                        Account.OTHER_TENDER,
                        Account.GIFT_CARD_LIABILITY,
                        Account.CUSTOMER_DEPOSITS,
                        Account.RECEIVABLES,
                        Account.BANK,
                        Account.INVENTORY,
                        Account.IN_TRANSIT,
                        Account.ALLOWANCES,
                        Account.GRNI,
                        Account.SALES,
                        Account.SALES_RETURNS,
                        Account.SHIPPING,
                        Account.FEE_INCOME,
                        Account.TAX_PAYABLE,
                        Account.TIPS_PAYABLE,
                        Account.DUTIES_PAYABLE,
                        Account.COGS,
                        Account.SHRINK,
                        Account.OVER_SHORT,
                        Account.CASH_ROUNDING,
                        Account.ROUNDING,
                        Account.FEES,
                        Account.CHARGEBACKS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickbooks.journal_entry", "xero.manual_journal"})
    void allOfThemTogetherAreOneDay(String subject) {
        List<JournalLine> all = List.of();
        for (String entry : ENTRIES) {
            all = Bookkeeping.together(all, lines(entry));
        }

        assertThat(refused(subject, day("S1", "EUR", all))).isEmpty();
    }

    /** QuickBooks takes 21 characters and can be set to refuse a number that it has. */
    @Test
    void storesAndCurrenciesOfOneDayHaveNumbersOfTheirOwn() {
        List<JournalLine> lines = lines("goods inventory cogs");
        Set<String> numbers = new TreeSet<>();
        for (String store : List.of("FRIEDRICHSTRASSE-1", "FRIEDRICHSTRASSE-2", "S1")) {
            for (String currency : List.of("EUR", "CHF")) {
                JsonNode told = translated("quickbooks.journal_entry", day(store, currency, lines));
                assertThat(told.path("DocNumber").asText()).hasSizeBetween(1, 21);
                assertThat(told.path("PrivateNote").asText()).contains(store);
                numbers.add(told.path("DocNumber").asText());
            }
        }

        assertThat(numbers).hasSize(6);
    }

    private String refused(String subject, ObjectNode document) {
        JsonNode told = translated(subject, document);
        return subject.startsWith("xero") ? FakeLedger.xero(told) : FakeLedger.quickbooks(told);
    }

    private JsonNode translated(String subject, ObjectNode document) {
        List<Mapping> versions = mappings.versions(subject);
        Translation told = versions.get(versions.size() - 1)
                .translate(new TranslationInput(
                        document,
                        new TranslationInput.Connection(
                                subject.startsWith("xero") ? "acme-xero" : "acme-books",
                                ZoneOffset.UTC,
                                Map.of("currency", "EUR", "journalStatus", "POSTED")),
                        new TranslationInput.Event(Instant.parse("2026-11-22T04:00:00Z"), "journal", Map.of(), null),
                        Map.of(),
                        List.of()));
        assertThat(told).as(document.toString()).isInstanceOf(Translation.Translated.class);
        return ((Translation.Translated) told).result();
    }

    private static ObjectNode day(String store, String currency, List<JournalLine> lines) {
        List<DayLine> told = new ArrayList<>();
        for (JournalLine line : lines) {
            String tax = line.account() == Account.TAX_PAYABLE ? line.of() : null;
            told.add(new DayLine(line.account(), tax, null, line.amount()));
        }
        return JournalDocuments.day(new Day("main", store, LocalDate.parse("2026-11-21"), currency), told, 1, 1);
    }

    private static List<JournalLine> lines(String entry) {
        String kind = entry.substring(0, entry.indexOf(' '));
        String rest = entry.substring(entry.indexOf(' ') + 1);
        if (kind.equals("goods")) {
            String[] accounts = rest.split(" ", -1);
            return Bookkeeping.goods(
                    "EUR",
                    List.of(new GoodsMoved(
                            "TEE", BigDecimal.ONE, account(accounts[0]), account(accounts[1]), new BigDecimal("60"))));
        }
        JsonNode body = ExactJson.parse(rest.replaceAll("'([A-Z]{3}) (-?[0-9.]+)'", "{'amount':'$2','currency':'$1'}")
                .replace('\'', '"'));
        Drawn drawn = switch (kind) {
            case "order" -> Bookkeeping.order(body, LEDGER);
            case "till" -> Bookkeeping.closure(body, Map.of("cash", new BigDecimal("100.00")), LEDGER);
            default -> Bookkeeping.fact(EventType.of(kind), body, null, LEDGER);
        };
        assertThat(drawn).as(entry).isInstanceOf(Drawn.Lines.class);
        return ((Drawn.Lines) drawn).lines();
    }

    private static Account account(String word) {
        return EnumSet.allOf(Account.class).stream()
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}
