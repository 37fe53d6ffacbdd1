package io.tillbridge.intake;

import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.KeptDocuments;
import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs of one flow one after the other; documents, receipts and the place in the source are kept in memory. */
public final class PullTrial {

    static final Lease LEASE = new Lease("trial", "trial", 1);

    private final Function<Kept, PullRun> runs;
    private final Kept kept = new Kept();

    PullTrial(Function<Kept, PullRun> runs) {
        this.runs = runs;
    }

    /** A run from where the last one left off. */
    public PullRun begin() {
        return runs.apply(kept);
    }

    /** The place in the source, JSON; null before the first page is kept. */
    public @Nullable String place() {
        return kept.state();
    }

    /** What was kept so far, without what was recognised as seen before. */
    public List<AcceptedDocument> documents() {
        return List.copyOf(kept.documents);
    }

    static final class Kept implements KeptDocuments {

        private final List<AcceptedDocument> documents = new ArrayList<>();
        private final Set<String> receipts = new HashSet<>();
        private @Nullable String state;

        @Nullable
        String state() {
            return state;
        }

        @Override
        public OptionalInt keep(
                Lease lease, String connection, String flow, List<AcceptedDocument> offered, String place) {
            int before = documents.size();
            for (AcceptedDocument document : offered) {
                String receipt = document.receiptKey();
                if (receipt == null || receipts.add(receipt + "\n" + Sha256.hex(document.body()))) {
                    documents.add(document);
                }
            }
            state = place;
            return OptionalInt.of(documents.size() - before);
        }
    }
}
