package io.tillbridge.console;

import io.tillbridge.barcode.BarcodeRules;
import io.tillbridge.books.JournalQueries;
import io.tillbridge.books.Periods;
import io.tillbridge.catalog.CodeEdits;
import io.tillbridge.catalog.CrossReferences;
import io.tillbridge.catalog.ItemPrices;
import io.tillbridge.catalog.ItemQueries;
import io.tillbridge.catalog.MasterEdits;
import io.tillbridge.catalog.ScannedCodes;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.posting.ConditionEdits;
import io.tillbridge.posting.ConsignmentDesk;
import io.tillbridge.posting.CountDesk;
import io.tillbridge.posting.CountRules;
import io.tillbridge.posting.ItemTelling;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.posting.PurchaseTelling;
import io.tillbridge.posting.ReturnDesk;
import io.tillbridge.posting.ReturnQueries;
import io.tillbridge.purchasing.PurchaseClosing;
import io.tillbridge.purchasing.PurchaseQueries;
import io.tillbridge.reconciliation.ReconciliationBed;
import io.tillbridge.reconciliation.ReconciliationDesk;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.CountLimits;
import io.tillbridge.stock.CountRows;
import io.tillbridge.stock.CountsDue;
import io.tillbridge.stock.NoticeQueries;
import io.tillbridge.stock.OrderedGoods;
import io.tillbridge.stock.StockQueries;
import io.tillbridge.stock.TraceQueries;
import io.tillbridge.stock.TransferQueries;
import io.tillbridge.verification.BooksVerification;
import io.tillbridge.verification.VerificationBed;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Stock, items, counts and the journal of the API under test. */
@Import({
    StockQueries.class,
    CountRows.class,
    ReturnQueries.class,
    CountsDue.class,
    ConditionEdits.class,
    JournalQueries.class,
    Periods.class,
    ItemQueries.class,
    MasterEdits.class,
    TransferQueries.class,
    NoticeQueries.class,
    TraceQueries.class,
    OrderedGoods.class,
    PurchaseQueries.class,
    PurchaseClosing.class,
    CodeEdits.class,
    ScannedCodes.class,
    ItemPrices.class,
    CrossReferences.class
})
class ConsoleBooks {

    @Bean
    ConsignmentDesk consignmentDesk(PostingBed posting) {
        return posting.consignments;
    }

    @Bean
    AvailabilityPolicy availabilityPolicy() {
        return AvailabilityApiIT.policy();
    }

    @Bean
    CountDesk countDesk(PostingBed bed) {
        return bed.countDesk;
    }

    @Bean
    ReconciliationDesk reconciliationDesk(PostingBed bed) {
        return ReconciliationBed.desk(bed);
    }

    @Bean
    ReturnDesk returnDesk(PostingBed bed) {
        return bed.returnDesk;
    }

    @Bean
    CountRules countRules() {
        return new CountRules(CountLimits.NONE, Map.of("A", Duration.ofDays(30)));
    }

    @Bean
    BooksVerification booksVerification(PostingBed bed) {
        return VerificationBed.over(bed.database);
    }

    @Bean
    ItemTelling itemTelling(PostingBed bed) {
        return bed.telling;
    }

    @Bean
    PurchaseTelling purchaseTelling(PostingBed bed) {
        return bed.purchases;
    }

    @Bean
    BarcodeRules barcodeRules() {
        Problems problems = new Problems();
        BarcodeRules rules = BarcodeRules.read(HomeFiles.of(Map.of(BarcodeRules.FILE, BarcodesApiIT.RULES)), problems);
        problems.refuse();
        return rules;
    }
}
