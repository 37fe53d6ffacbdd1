package io.tillbridge.books;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledgers that entries are made for, in the order of {@code config/books.yaml}. */
public record Ledgers(List<Ledger> all) {

    public Ledgers {
        all = List.copyOf(all);
    }

    /** The first that takes a store's facts; null when none does. The empty text is what belongs to no store. */
    public @Nullable Ledger of(String store) {
        for (Ledger ledger : all) {
            if (ledger.takes(store)) {
                return ledger;
            }
        }
        return null;
    }

    /** The ledger of an id; one that is configured no more is as one with the default rules. */
    public Ledger named(String id) {
        return all.stream().filter(ledger -> ledger.id().equals(id)).findFirst().orElse(Ledger.standard(id));
    }
}
