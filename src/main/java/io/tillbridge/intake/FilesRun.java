package io.tillbridge.intake;

import io.tillbridge.connector.FilesSource;
import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.partner.FileRefused;
import io.tillbridge.partner.FileSession;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One look into a folder: each file that is whole and not known is copied, checked to its end, stored part by part, and
 * moved. A file's parts and the place behind them are one transaction; the last of them carries the mark that the file is
 * done, and only the mark decides whether a file is read again. What a crash leaves is in the decision on files.
 */
final class FilesRun implements PullRun {

    private static final Duration RETRY_LATER = Duration.ofMinutes(1);

    /** A step ends after it, so that the lease is renewed in time. */
    private static final Duration STEP = Duration.ofSeconds(5);

    private final FilesIn.Opened in;
    private final FilesSource source;
    private final FileStoring storing;
    private final FileListing listing;
    private final Deque<FileListing.Named> waiting = new ArrayDeque<>();
    private @Nullable FileSession session;
    private @Nullable SpooledFile copying;
    private FileListing.@Nullable Named current;
    private @Nullable FileReading reading;
    private boolean checked;
    private boolean listed;
    private Duration wait = Duration.ZERO;
    private @Nullable Failed trouble;

    FilesRun(FilesIn.Opened in, FilesSource source, FileStoring storing, FileListing listing) {
        this.in = in;
        this.source = source;
        this.storing = storing;
        this.listing = listing;
    }

    /** Does what comes next, for a few seconds at most. */
    @Override
    public Outcome step() {
        try {
            return next();
        } catch (FileRefused refused) {
            return failed(refused.code(), String.valueOf(refused.getMessage()));
        } catch (IOException e) {
            return failed(
                    "files_unreachable",
                    (current == null ? "the folder" : "a file") + " cannot be read ("
                            + e.getClass().getSimpleName() + "); the next run tries again");
        } catch (SQLException e) {
            return new Failed("not_stored", "PostgreSQL did not store it, SQLSTATE " + e.getSQLState(), RETRY_LATER);
        }
    }

    /** One file that cannot be read does not keep the others back; a second failure ends the run. */
    private Outcome failed(String code, String detail) {
        boolean first = trouble == null && current != null;
        trouble = new Failed(code, detail, RETRY_LATER);
        disconnect();
        drop();
        return first ? new Continue(Duration.ZERO) : trouble;
    }

    private Outcome next() throws IOException, SQLException {
        if (reading != null) {
            return read(reading);
        }
        if (copying != null) {
            return copy(copying);
        }
        if (!listed) {
            return list();
        }
        FileListing.Named file = waiting.poll();
        if (file != null) {
            begin(file);
            return new Continue(Duration.ZERO);
        }
        disconnect();
        if (wait.isZero()) {
            return trouble != null ? trouble : storing.finish();
        }
        listed = false;
        return new Continue(wait);
    }

    private Outcome list() throws IOException, SQLException {
        trouble = null;
        storing.acknowledge(session());
        FileListing.Found found = listing.list(session());
        waiting.addAll(storing.order(found.whole()));
        wait = found.left();
        listed = true;
        return storing.lost() ? FileStoring.LEASE_LOST : new Continue(Duration.ZERO);
    }

    private void begin(FileListing.Named file) throws IOException {
        current = file;
        if (storing.lies(session(), file)) {
            current = null;
            return;
        }
        copying = SpooledFile.begin(in.spool(), session(), storing.path(file));
    }

    private Outcome copy(SpooledFile copy) throws IOException, SQLException {
        if (copy.copy(System.nanoTime() + STEP.toNanos()) || current == null) {
            return new Continue(Duration.ZERO);
        }
        FileListing.Named file = current;
        if (!copy.whole(file.file(), session().find(storing.path(file)))) {
            drop();
            return new Continue(Duration.ZERO);
        }
        ReadFile read = new ReadFile(file.file(), file.parts(), copy.sha256());
        if (storing.known(session(), read)) {
            drop();
            return new Continue(Duration.ZERO);
        }
        copying = null;
        checked = false;
        reading = storing.reading(copy, read);
        return new Continue(Duration.ZERO);
    }

    private Outcome read(FileReading file) throws IOException, SQLException {
        try {
            if (!checked) {
                checked = !file.check(System.nanoTime() + STEP.toNanos());
                return new Continue(Duration.ZERO);
            }
            Optional<Boolean> last = storing.store(file);
            return last.isEmpty() ? FileStoring.LEASE_LOST : last.get() ? settled(file) : new Continue(Duration.ZERO);
        } catch (UnreadableDocument unreadable) {
            return storing.reject(file, unreadable) ? settled(file) : FileStoring.LEASE_LOST;
        }
    }

    private Outcome settled(FileReading file) throws IOException {
        storing.move(session(), file.file());
        storing.acknowledge(session());
        drop();
        return new Continue(Duration.ZERO);
    }

    private FileSession session() throws IOException {
        FileSession open = session;
        if (open == null || !open.alive()) {
            disconnect();
            open = in.stores().open(in.flow().connection(), source.client());
            session = open;
        }
        return open;
    }

    private void drop() {
        if (reading != null) {
            reading.close();
        } else if (copying != null) {
            copying.close();
        }
        reading = null;
        copying = null;
        current = null;
    }

    private void disconnect() {
        if (session != null) {
            session.close();
        }
        session = null;
    }

    @Override
    public void close() {
        drop();
        disconnect();
    }
}
