package io.tillbridge.books;

import static io.tillbridge.books.Documents.LEDGER;
import static io.tillbridge.books.Documents.fact;
import static io.tillbridge.books.Documents.json;
import static io.tillbridge.books.Documents.sale;
import static io.tillbridge.books.Documents.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import org.junit.jupiter.api.Test;

/** What is charged beside goods is on an account of its kind, and the document adds up. */
class ChargesTest {

    private static final String GOODS =
            "{'id':'1','sku':'TEE','quantity':'1','lineTotal':'USD 11.00','taxes':[{'code':'tax','amount':'USD 1.00'}]}";

    private static final String CHARGES =
            "'charges':[" + "{'id':'c','kind':'goods','name':'Hem','lineTotal':'USD 5.00'},"
                    + "{'id':'s','kind':'fee','lineTotal':'USD 2.20','taxes':[{'code':'tax','amount':'USD 0.20'}]},"
                    + "{'id':'d','kind':'duty','lineTotal':'USD 4.00'},"
                    + "{'id':'t','kind':'tip','lineTotal':'USD 3.00'},"
                    + "{'id':'g','kind':'gift_card','lineTotal':'USD 50.00'}]";

    private static ObjectNode order(String state, String fulfilled) {
        return json("{'currency':'USD','taxIncluded':true,'state':'" + state
                + "','lines':[{'id':'1','sku':'TEE','quantity':'2','fulfilled':'" + fulfilled
                + "','lineTotal':'USD 20.00'}]," + CHARGES
                + ",'totals':{'tax':'USD 0.20','grand':'USD 84.20'},'payment':{'state':'paid'}}");
    }

    @Test
    void eachKindOfASaleHasItsAccount() {
        assertThat(
                        sale(
                                "{'currency':'USD','taxIncluded':true,'lines':[" + GOODS + "]," + CHARGES
                                        + ",'tenders':[{'kind':'card','amount':'USD 75.20'}],'totals':{'tax':'USD 1.20','grand':'USD 75.20'}}"))
                .isEqualTo("Dr card_clearing 75.20, Cr duties_payable 4.00, Cr fee_income 2.00,"
                        + " Cr gift_card_liability 50.00, Cr sales 15.00, Cr tax_payable 1.20, Cr tips_payable 3.00");
    }

    @Test
    void aSaleOfNothingButAChargeIsWhatItWasFor() {
        assertThat(
                        sale(
                                "{'currency':'USD','taxIncluded':true,'lines':[],'charges':[{'id':'g','kind':'gift_card',"
                                        + "'lineTotal':'USD 50.00'}],'tenders':[{'kind':'cash','amount':'USD 50.00'}],'totals':{'grand':'USD 50.00'}}"))
                .isEqualTo("Dr cash 50.00, Cr gift_card_liability 50.00");
    }

    @Test
    void chargesOfAnOrderAreEarnedWithTheFirstGoodsThatLeave() {
        assertThat(text(Bookkeeping.order(order("open", "0"), LEDGER)))
                .isEqualTo("Dr card_clearing 84.20, Cr customer_deposits 84.20");
        assertThat(text(Bookkeeping.order(order("open", "1"), LEDGER)))
                .isEqualTo("Dr card_clearing 84.20, Cr customer_deposits 10.00, Cr duties_payable 4.00,"
                        + " Cr fee_income 2.00, Cr gift_card_liability 50.00, Cr sales 15.00, Cr tax_payable 0.20,"
                        + " Cr tips_payable 3.00");
    }

    @Test
    void anOrderWithoutGoodsIsEarnedWhenItIsCompleted() {
        String order =
                "{'currency':'USD','taxIncluded':true,'state':'%s','lines':[],'charges':[{'id':'c','kind':'goods',"
                        + "'quantity':'2','lineTotal':'USD 30.00'}],'totals':{'grand':'USD 30.00'},'payment':{'state':'paid'}}";
        assertThat(text(Bookkeeping.order(json(order.formatted("open")), LEDGER)))
                .isEqualTo("Dr card_clearing 30.00, Cr customer_deposits 30.00");
        assertThat(text(Bookkeeping.order(json(order.formatted("completed")), LEDGER)))
                .isEqualTo("Dr card_clearing 30.00, Cr sales 30.00");
    }

    /** Three were ordered for 9.99 in all, and one is wanted still. */
    @Test
    void aChargeOfMoreThanIsWantedCountsWithItsShare() {
        assertThat(text(Bookkeeping.order(
                        json("{'currency':'USD','taxIncluded':true,'state':'completed','lines':[],'charges':[{'id':'c',"
                                + "'kind':'goods','quantity':'1','priced':'3','lineTotal':'USD 9.99'}],"
                                + "'totals':{'grand':'USD 3.33'},'payment':{'state':'paid'}}"),
                        LEDGER)))
                .isEqualTo("Dr card_clearing 3.33, Cr sales 3.33");
    }

    @Test
    void chargesArePaidBackFromTheirAccounts() {
        assertThat(fact(
                        EventType.RETURN,
                        "{'currency':'USD','taxIncluded':true,'lines':[],'charges':["
                                + "{'id':'c','kind':'goods','amount':'USD 5.50','tax':'USD 0.50'},"
                                + "{'id':'s','kind':'fee','amount':'USD 2.00'},{'id':'t','kind':'tip','amount':'USD 3.00'},"
                                + "{'id':'m','kind':'goods','amount':'USD 1.10','tax':'USD 0.10',"
                                + "'taxes':[{'code':'tax','amount':'USD 0.10','facilitator':true}]}],"
                                + "'totals':{'grand':'USD 11.60'}}",
                        null,
                        LEDGER))
                .isEqualTo("Dr fee_income 2.00, Dr sales_returns 6.00, Dr tax_payable 0.50, Dr tips_payable 3.00,"
                        + " Cr card_clearing 11.50");
    }

    @Test
    void aChargeThatIsMissingInTheTotalMakesNoEntry() {
        assertThat(sale("{'currency':'USD','taxIncluded':true,'lines':[" + GOODS
                        + "],'charges':[{'id':'s','kind':'fee','lineTotal':'USD 2.20'}],"
                        + "'tenders':[{'kind':'card','amount':'USD 11.00'}],'totals':{'grand':'USD 11.00'}}"))
                .isEqualTo("entry_unbalanced {documentTotal=11.00, lines=13.20, roundingCap=0.05}");
    }
}
