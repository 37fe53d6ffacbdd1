package io.tillbridge.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.canonical.EventType;
import org.junit.jupiter.api.Test;

/** What a return pays back beside its goods. */
class ReturnEntriesTest {

    private static final Ledger LEDGER = Ledger.standard("main");

    private static final String GOODS =
            "{'currency':'USD','lines':[{'id':'1','sku':'TEE','quantity':'1','restock':'none',"
                    + "'amount':'USD 40.00','tax':'USD 3.20'}],'totals':{%s}}";

    private static String entry(String totals) {
        return Documents.fact(EventType.RETURN, GOODS.formatted(totals), null, LEDGER);
    }

    @Test
    void shippingIsPaidBackWithItsTaxAndAFeeIsKept() {
        assertThat(
                        entry(
                                "'tax':'USD 3.60','shipping':'USD 5.00','shippingTax':'USD 0.40','fee':'USD 10.00','grand':'USD 38.60'"))
                .isEqualTo("Dr sales_returns 40.00, Dr shipping 5.00, Dr tax_payable 3.60, Cr card_clearing 38.60,"
                        + " Cr fee_income 10.00");
    }

    /** As documents say it that were posted before: their tax is that of their lines. */
    @Test
    void withoutShippingTheTaxIsThatOfTheLines() {
        assertThat(entry("'tax':'USD 3.60','grand':'USD 43.20'"))
                .isEqualTo("Dr sales_returns 40.00, Dr tax_payable 3.20, Cr card_clearing 43.20");
    }

    @Test
    void shippingAloneHasItsTaxToo() {
        assertThat(Documents.fact(
                        EventType.RETURN,
                        "{'currency':'USD','lines':[],'totals':{'tax':'USD 0.40','shipping':'USD 5.00','grand':'USD 5.40'}}",
                        null,
                        LEDGER))
                .isEqualTo("Dr shipping 5.00, Dr tax_payable 0.40, Cr card_clearing 5.40");
    }
}
