package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.Template;
import io.tillbridge.partner.FileSession;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder of a flow: where its files lie, where they go, and which markers lie beside them. */
final class FilesOfFlow {

    private static final String NOT_MOVED = "file_not_moved";
    private static final int MOST_NAMES = 100;

    private final RunningFlow flow;
    private final FilesSource source;
    private final SourceFiles files;
    private final SourceAlerts alerts;
    private final Clock clock;

    FilesOfFlow(RunningFlow flow, FilesSource source, SourceFiles files, SourceAlerts alerts, Clock clock) {
        this.flow = flow;
        this.source = source;
        this.files = files;
        this.alerts = alerts;
        this.clock = clock;
    }

    String path(String name) {
        return in(source.path(), name);
    }

    /** A path that is relative to the flow's folder unless it begins at the root. */
    String beside(String folder) {
        return folder.startsWith("/") ? folder : path(folder);
    }

    static String in(String folder, String name) {
        return folder.isEmpty() || folder.equals(".")
                ? name
                : folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    /** The name of the file's marker; null when the partner writes none. */
    @Nullable
    String marker(Map<String, String> parts) {
        Template marker = source.ready().doneFile();
        return marker == null ? null : render(marker, parts);
    }

    /**
     * Moves a settled file and its marker where they belong. A file that cannot be moved raises an alert, is not read again,
     * and is tried again in every run.
     */
    void move(FileSession session, SourceFiles.Settled settled, Map<String, String> parts) {
        String name = parts.getOrDefault("name", "");
        Template folder = settled.done() ? source.after().ok() : source.after().failed();
        if (folder == null) {
            return;
        }
        String target = beside(render(folder, parts));
        try {
            move(session, target, name);
            String marker = marker(parts);
            if (marker != null && session.find(path(marker)).isPresent()) {
                move(session, target, marker);
            }
            files.moved(flow.connection().id(), flow.flow().name(), settled.identity(), clock.instant());
            alerts.resolve(flow, NOT_MOVED, name, clock.instant());
        } catch (IOException e) {
            alerts.raise(
                    flow,
                    NOT_MOVED,
                    name,
                    "the file was " + (settled.done() ? "read" : "rejected") + " and cannot be moved to " + target
                            + " (" + e.getClass().getSimpleName() + "); give the user the right to, or move it by hand",
                    true,
                    clock.instant());
        }
    }

    /** A name that is taken there gets a number: what was kept once is never replaced. */
    private void move(FileSession session, String folder, String name) throws IOException {
        if (session.find(path(name)).isEmpty()) {
            return;
        }
        for (int number = 0; number < MOST_NAMES; number++) {
            if (session.move(path(name), in(folder, number == 0 ? name : name + "." + number))) {
                return;
            }
        }
        throw new IOException("every name of " + name + " is taken in " + folder);
    }

    /** A part of a name stays one part of a path. */
    private static String render(Template template, Map<String, String> parts) {
        return template.render(path -> {
            String part = path.startsWith("file.") ? parts.get(path.substring("file.".length())) : null;
            return part == null ? null : (JsonNode) TextNode.valueOf(onePart(part));
        });
    }

    private static String onePart(String part) {
        String one = part.replace('/', '_').replace('\\', '_');
        return one.equals("..") || one.equals(".") ? "_" : one;
    }
}
