package io.tillbridge.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Appends rows to the list {@code rows} of a YAML file, and replaces the file as a whole.
 *
 * <p>What a crash leaves: the text is written into a hidden file beside, forced to the disk, and renamed over the old one. A
 * reader, and a machine that lost its power, see the old file or the new one, never a part. Before the rename the old one
 * stands, with at most a file {@code .<name>.<random>.new} beside that no reader of YAML opens; after it the new one. Two who
 * append at the same time do not spoil the file, but the later rename counts alone.
 */
final class YamlRows {

    private static final Pattern ROWS = Pattern.compile("rows:[ \\t]*(\\[[ \\t]*])?[ \\t]*(#.*)?");
    private static final Pattern ITEM = Pattern.compile("([ \\t]*)- .*");

    private YamlRows() {}

    /**
     * A text with rows more, behind the last one that it has; everything else stays as written, comments too. Whether the
     * rows could be appended is for the caller to see, by reading what came of it.
     *
     * @param text null or blank when there is no file yet
     * @param beginning what a new file has before its {@code rows:}, with the last line's end
     * @param rows each as written behind {@code - }
     */
    static String with(@Nullable String text, String beginning, List<String> rows) {
        String before = text == null || text.isBlank() ? beginning + "rows:\n" : text;
        String end = before.contains("\r\n") ? "\r\n" : "\n";
        List<String> lines =
                new ArrayList<>(Arrays.asList(before.stripTrailing().split("\r?\n")));
        int head = head(lines);
        if (head < 0) {
            head = lines.size();
            lines.add("rows:");
        }
        Matcher written = ROWS.matcher(lines.get(head));
        if (written.matches()) {
            lines.set(head, written.group(2) == null ? "rows:" : "rows: " + written.group(2));
        }
        int last = head;
        String indent = null;
        for (int at = head + 1; at < lines.size() && inside(lines.get(at)); at++) {
            String line = lines.get(at);
            Matcher item = ITEM.matcher(line);
            indent = indent == null && item.matches() ? item.group(1) : indent;
            last = line.isBlank() || line.startsWith("#") ? last : at;
        }
        String dash = (indent == null ? "  " : indent) + "- ";
        lines.addAll(last + 1, rows.stream().map(row -> dash + row).toList());
        return String.join(end, lines) + end;
    }

    private static int head(List<String> lines) {
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).startsWith("rows:")) {
                return at;
            }
        }
        return -1;
    }

    /** Whether a line may belong to the list: the next key stands at the margin. */
    private static boolean inside(String line) {
        return line.isBlank() || " \t-#".indexOf(line.charAt(0)) >= 0;
    }

    /**
     * Replaces a file, or makes it with its folders. One that is there keeps its permissions, and its owner and group where
     * this user may give them; where the name is a link, the file behind it is replaced.
     *
     * @throws UncheckedIOException when it cannot be written; the old file stands then
     */
    static void replace(Path file, String text) {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path folder = Files.createDirectories(target.resolveSibling("."));
            Path fresh = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".new");
            try {
                write(fresh, text);
                likeBefore(target, fresh);
                Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                force(folder);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static void write(Path fresh, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void likeBefore(Path target, Path fresh) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (view == null || !Files.exists(target)) {
            return;
        }
        PosixFileAttributes before = Files.readAttributes(target, PosixFileAttributes.class);
        PosixFileAttributes now = view.readAttributes();
        try {
            if (!now.group().equals(before.group())) {
                view.setGroup(before.group());
            }
            if (!now.owner().equals(before.owner())) {
                view.setOwner(before.owner());
            }
        } catch (IOException e) {
            // Who may not give files away writes it as their own
        }
        view.setPermissions(before.permissions());
    }

    /** The rename itself on the disk; where a folder cannot be opened, the system does it in its own time. */
    private static void force(Path folder) throws IOException {
        if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
