package io.tillbridge.intake;

import io.tillbridge.connector.FilesSource;
import io.tillbridge.format.Acknowledgements;
import io.tillbridge.format.UnwritableDocument;
import io.tillbridge.partner.FileSession;
import io.tillbridge.partner.InterchangeNumbers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells the senders of a flow's EDI files what became of them. What is told is fixed with the file's mark; it is put by
 * rename, and put again under the same name with the same bytes when nobody knows whether it was.
 */
final class FileAcknowledgements {

    private static final String NOT_ACKNOWLEDGED = "not_acknowledged";

    private final RunningFlow flow;
    private final FilesSource source;
    private final FilesOfFlow folder;
    private final OwedAcknowledgements owed;
    private final SourceAlerts alerts;
    private final Clock clock;
    private final @Nullable String target;

    FileAcknowledgements(FilesIn.Opened in, FilesSource source, FilesOfFlow folder) {
        this.flow = in.flow();
        this.source = source;
        this.folder = folder;
        this.owed = in.owed();
        this.alerts = in.alerts();
        this.clock = in.clock();
        // While a flow runs dry another system answers the sender
        this.target = flow.connection().runsDry(flow.flow().name())
                ? null
                : source.format().acknowledge();
    }

    /** In the transaction that settles a file. */
    void owe(Connection tx, FileReading reading, boolean refused) throws SQLException {
        Acknowledgements told = target == null ? null : reading.acknowledgements();
        if (told == null || told.count() == 0) {
            return;
        }
        String file = reading.file().file().name();
        long control = InterchangeNumbers.next(tx, flow.connection().id(), told.count());
        try {
            byte[] body = told.write(refused, clock.instant(), control);
            String name = String.format(Locale.ROOT, "ack_%09d.edi", control);
            OwedAcknowledgements.owe(
                    tx, flow, file, new OwedAcknowledgements.Owed(control, name, body), clock.instant());
        } catch (UnwritableDocument e) {
            raise(
                    file,
                    "its envelope lacks what an answer needs (" + e.place() + ": " + e.getMessage()
                            + "); tell its sender by other means");
        }
    }

    /** Writes what is owed. What cannot be written raises an alert and is tried again in every run. */
    void write(FileSession session) {
        List<OwedAcknowledgements.Owed> all = target == null ? List.of() : owed.of(flow);
        for (OwedAcknowledgements.Owed one : all) {
            String to = folder.beside(String.valueOf(target));
            try {
                String part = FilesOfFlow.in(to, "." + one.name() + ".part");
                session.write(part, one.body());
                session.replace(part, FilesOfFlow.in(to, one.name()));
                owed.written(flow, one, clock.instant());
                alerts.resolve(flow, NOT_ACKNOWLEDGED, one.name(), clock.instant());
            } catch (IOException e) {
                raise(
                        one.name(),
                        "it cannot be written to " + to + " (" + e.getClass().getSimpleName()
                                + "); give the user the right to");
                return;
            }
        }
    }

    private void raise(String subject, String detail) {
        alerts.raise(flow, NOT_ACKNOWLEDGED, subject, detail, true, clock.instant());
    }

    void forget() {
        if (target != null) {
            owed.forget(flow, clock.instant().minus(source.once().keep()));
        }
    }
}
