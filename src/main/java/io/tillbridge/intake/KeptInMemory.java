package io.tillbridge.intake;

import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.KeptDocuments;
import io.tillbridge.message.PulledDocuments.Moved;
import io.tillbridge.message.SeenRecords;
import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a trial's runs read, and the records that its full reads have seen. Nobody else reads, so no lease is ever lost. */
final class KeptInMemory implements KeptDocuments, SeenRecords {

    private final List<AcceptedDocument> documents = new ArrayList<>();
    private final Set<String> receipts = new HashSet<>();
    private final Map<String, Seen> records = new TreeMap<>();
    private @Nullable String state;

    private record Seen(long generation, String hash) {}

    List<AcceptedDocument> documents() {
        return List.copyOf(documents);
    }

    @Nullable
    String state() {
        return state;
    }

    @Override
    public OptionalInt keep(Lease lease, String connection, String flow, List<AcceptedDocument> offered, String place) {
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

    @Override
    public Optional<Integer> keep(Lease lease, Moved place, long generation, List<AcceptedDocument> offered) {
        int first = 0;
        for (AcceptedDocument document : offered) {
            Seen now = new Seen(generation, Sha256.hex(document.body()));
            Seen before = records.put(String.valueOf(document.businessKey()), now);
            if (before == null || !before.hash().equals(now.hash())) {
                documents.add(document);
            }
            first += before == null || before.generation() != generation ? 1 : 0;
        }
        state = place.state();
        return Optional.of(first);
    }

    @Override
    public Known known(String connection, String flow, long generation) {
        return new Known(records.size(), missing(generation).size());
    }

    @Override
    public Optional<Integer> forget(
            Lease lease, Moved place, long generation, int most, Function<String, Optional<AcceptedDocument>> told) {
        List<String> gone = missing(generation).stream().limit(most).toList();
        gone.forEach(key -> told.apply(key).ifPresent(documents::add));
        gone.forEach(records::remove);
        state = place.state();
        return Optional.of(gone.size());
    }

    private List<String> missing(long generation) {
        return records.entrySet().stream()
                .filter(record -> record.getValue().generation() != generation)
                .map(Map.Entry::getKey)
                .toList();
    }
}
