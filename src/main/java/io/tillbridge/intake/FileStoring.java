package io.tillbridge.intake;

import io.tillbridge.connector.FilesSource;
import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.Refusals;
import io.tillbridge.message.Refusals.Refused;
import io.tillbridge.partner.FileSession;
import io.tillbridge.partner.StoredFile;
import io.tillbridge.platform.Lease;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one run knows and keeps of its files in PostgreSQL, under its lease. */
final class FileStoring {

    static final PullRun.Failed LEASE_LOST = new PullRun.Failed(
            "lease_lost",
            "another node reads since this run was held up; nothing of this part is kept here",
            Duration.ofMinutes(1));

    private final RunningFlow flow;
    private final FilesSource source;
    private final PulledDocuments documents;
    private final Refusals refusals;
    private final SourceFiles files;
    private final FilesOfFlow folder;
    private final FileDocuments making;
    private final FileAcknowledgements acknowledgements;
    private final Clock clock;
    private final Lease lease;
    private FilePlace place;
    private int fresh;
    private boolean lost;

    FileStoring(FilesIn.Opened in, FilesSource source, FilesOfFlow folder, FilePlace place, Lease lease) {
        this.flow = in.flow();
        this.source = source;
        this.documents = in.documents();
        this.refusals = in.refusals();
        this.files = in.files();
        this.folder = folder;
        this.making = in.making();
        this.acknowledgements = new FileAcknowledgements(in, source, folder);
        this.clock = in.clock();
        this.place = place;
        this.lease = lease;
    }

    /** The lease was lost while something was written. */
    boolean lost() {
        return lost;
    }

    String path(FileListing.Named file) {
        return folder.path(file.file().name());
    }

    /** A file that was begun comes first. One that is no longer there is told: the rest of it cannot be read. */
    List<FileListing.Named> order(List<FileListing.Named> whole) throws SQLException {
        if (!place.within()) {
            return whole;
        }
        List<FileListing.Named> ordered = new ArrayList<>(whole);
        for (FileListing.Named file : whole) {
            if (file.file().name().equals(place.name())) {
                ordered.remove(file);
                ordered.add(0, file);
                return ordered;
            }
        }
        abandon();
        return ordered;
    }

    /** Files a letter for the file that was begun and is gone. */
    private void abandon() throws SQLException {
        ReadFile gone = new ReadFile(
                new StoredFile(place.name(), 0, Instant.EPOCH),
                source.name().parts(place.name()).orElse(Map.of("name", place.name())),
                place.sha256());
        Refused letter = making.rejected(
                gone,
                "file_vanished",
                "record " + place.pieces(),
                place.pieces()
                        + " documents of it were stored, then it was taken away or changed; have it sent again, what"
                        + " is posted already is recognised");
        place = FilePlace.BETWEEN;
        keep(List.of(), List.of(letter), null);
    }

    /** Whether the file was settled and lies there still; it is then moved, and not read. */
    boolean lies(FileSession session, FileListing.Named file) {
        Optional<SourceFiles.Settled> settled =
                files.lying(flow.connection().id(), flow.flow().name(), file.file());
        settled.ifPresent(known -> folder.move(session, known, file.parts()));
        return settled.isPresent();
    }

    /** Whether the file was read before, as it is now; one that was rejected and moved may be tried again. */
    boolean known(FileSession session, ReadFile file) throws SQLException {
        if (place.within() && !place.sha256().equals(file.sha256())) {
            abandon();
        }
        Optional<SourceFiles.Settled> settled =
                files.find(flow.connection().id(), flow.flow().name(), file.identity(source.once()));
        boolean known = settled.isPresent() && settled.get().done();
        if (known) {
            folder.move(session, settled.orElseThrow(), file.parts());
        }
        return known;
    }

    FileReading reading(SpooledFile copy, ReadFile file) {
        return new FileReading(copy, source, making, file);
    }

    /**
     * Stores the next part of a file.
     *
     * @return whether it was the last; empty when the lease is lost
     */
    Optional<Boolean> store(FileReading reading) throws IOException, UnreadableDocument, SQLException {
        FileReading.Batch batch = reading.next(place.pieces());
        ReadFile file = reading.file();
        long pieces = place.pieces() + batch.pieces();
        place = batch.last() ? FilePlace.BETWEEN : new FilePlace(file.file().name(), file.sha256(), pieces);
        return keep(batch.documents(), batch.refused(), batch.last() ? tx -> settle(tx, reading, pieces, null) : null)
                ? Optional.of(batch.last())
                : Optional.empty();
    }

    /** Rejects a whole file; false when the lease is lost. */
    boolean reject(FileReading reading, UnreadableDocument why) throws SQLException {
        Refused letter = making.rejected(reading.file(), why.code(), why.place(), String.valueOf(why.getMessage()));
        place = FilePlace.BETWEEN;
        return keep(List.of(), List.of(letter), tx -> settle(tx, reading, 0, why.code()));
    }

    /** The file's mark and, with it, what its sender is told. */
    private void settle(Connection tx, FileReading reading, long pieces, @Nullable String code) throws SQLException {
        ReadFile file = reading.file();
        SourceFiles.settle(tx, flow, file.identity(source.once()), file, pieces, code, part(file), clock.instant());
        acknowledgements.owe(tx, reading, code != null);
    }

    /** Writes the acknowledgements that are owed. */
    void acknowledge(FileSession session) {
        acknowledgements.write(session);
    }

    private @Nullable String part(ReadFile file) {
        return source.daily() == null ? null : file.parts().get(source.daily().per());
    }

    private boolean keep(List<AcceptedDocument> good, List<Refused> refused, PulledDocuments.@Nullable Beside mark)
            throws SQLException {
        var kept = documents.keep(lease, flow.connection().id(), flow.flow().name(), good, place.json(), tx -> {
            if (!refused.isEmpty()) {
                refusals.file(tx, refused);
            }
            if (mark != null) {
                mark.in(tx);
            }
        });
        lost = kept.isEmpty();
        fresh += kept.orElse(0);
        return kept.isPresent();
    }

    void move(FileSession session, ReadFile file) {
        files.find(flow.connection().id(), flow.flow().name(), file.identity(source.once()))
                .ifPresent(settled -> folder.move(session, settled, file.parts()));
    }

    /** Nothing is left to do: notes the look, and forgets what was settled long ago. */
    PullRun.Outcome finish() throws SQLException {
        if (!keep(List.of(), List.of(), null)) {
            return LEASE_LOST;
        }
        files.forget(
                flow.connection().id(),
                flow.flow().name(),
                clock.instant().minus(source.once().keep()));
        acknowledgements.forget();
        return new PullRun.Finished(fresh, true);
    }
}
