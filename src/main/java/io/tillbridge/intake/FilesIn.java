package io.tillbridge.intake;

import io.tillbridge.connector.FilesSource;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.Refusals;
import io.tillbridge.partner.FileStores;
import io.tillbridge.platform.Lease;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the runs of flows that read files.
 *
 * @param spool folder of this node for copies of files that are being read
 */
record FilesIn(
        FileStores stores,
        Path spool,
        PulledDocuments documents,
        Refusals refusals,
        SourceFiles files,
        SourceAlerts alerts,
        OwedAcknowledgements owed,
        MessageIds ids,
        CardNumberRedaction redaction,
        Clock clock) {

    private static final Duration STEP = Duration.ofMinutes(2);

    /** What the runs of one flow work with. */
    record Opened(FilesIn in, RunningFlow flow, FileDocuments making) {

        FileStores stores() {
            return in.stores();
        }

        Path spool() {
            return in.spool();
        }

        PulledDocuments documents() {
            return in.documents();
        }

        Refusals refusals() {
            return in.refusals();
        }

        SourceFiles files() {
            return in.files();
        }

        SourceAlerts alerts() {
            return in.alerts();
        }

        OwedAcknowledgements owed() {
            return in.owed();
        }

        Clock clock() {
            return in.clock();
        }
    }

    PullFlow of(RunningFlow flow, FilesSource source) {
        return new PullFlow(flow, source.schedule(), (state, lease) -> run(flow, source, state, lease), STEP);
    }

    FilesRun run(RunningFlow flow, FilesSource source, @Nullable String state, Lease lease) {
        FilesOfFlow folder = new FilesOfFlow(flow, source, files, alerts, clock);
        FilePlace place = state == null ? FilePlace.BETWEEN : FilePlace.parse(state);
        Opened opened = new Opened(this, flow, new FileDocuments(flow, source, ids, redaction, clock));
        return new FilesRun(
                opened,
                source,
                new FileStoring(opened, source, folder, place, lease),
                new FileListing(source, folder, clock));
    }
}
