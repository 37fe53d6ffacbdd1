package io.tillbridge.connector.language;

import com.google.re2j.PatternSyntaxException;
import io.tillbridge.connector.FileName;
import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.Schedule;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlText;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a source of files: which, when they are whole, what makes them the same, and what becomes of them. */
final class FilesReader {

    private static final Duration STABLE = Duration.ofMinutes(1);
    private static final Duration KEEP = Duration.ofDays(400);
    private static final Set<String> IDENTITY = Set.of("name", "size", "sha256");
    private static final int BAD_ROWS = 100;

    private FilesReader() {}

    static FilesSource read(Section source, InboundReader.Names names) {
        String client = ClientReader.name(source, names.clients(), FileClientReader.KINDS);
        String path = source.text("path", "the folder");
        if (FilePaths.climbs(path)) {
            source.placeOf("path")
                    .problem("path_outside", "'" + path + "'", "a path without ..", "write the folder itself");
        }
        FileName name = name(source);
        Schedule schedule = FilesScheduleReader.schedule(source);
        return new FilesSource(
                client,
                path,
                name,
                schedule,
                ready(source, name),
                once(source),
                after(source, name),
                FilesScheduleReader.daily(source, name, schedule),
                FormatReader.ofFiles(source),
                group(source),
                badRows(source));
    }

    private static FileName name(Section source) {
        FileName any = new FileName(".*");
        Section match = source.required("match", "{path: name, matches: '^SALES_(?<store>[0-9]+)[.]csv$'}");
        if (match == null) {
            return any;
        }
        match.word("path", ConditionReader.words("name"));
        YamlText text = match.scalar("matches");
        String pattern = match.text("matches", "an RE2 pattern of the name");
        match.close();
        try {
            FileName name = new FileName(pattern);
            Set<String> taken = new TreeSet<>(name.groups());
            taken.retainAll(FileName.ALWAYS);
            if (text != null && !taken.isEmpty()) {
                text.problem("duplicate_name", "a group " + taken, "other names of groups", "rename the group");
            }
            return name;
        } catch (PatternSyntaxException e) {
            if (text != null) {
                text.problem("wrong_pattern", "'" + pattern + "'", "an RE2 pattern", "correct it");
            }
            return any;
        }
    }

    private static FilesSource.Ready ready(Section source, FileName name) {
        Section ready = source.optional("ready");
        if (ready == null) {
            return new FilesSource.Ready(null, STABLE);
        }
        Template doneFile = ready.has("doneFile") ? parts(ready, "doneFile", name) : null;
        Duration stable = ready.optionalDuration("orStableFor");
        if (doneFile == null && stable == null) {
            ready.missing("orStableFor", "a duration such as PT2M, or a doneFile");
        }
        ready.close();
        return new FilesSource.Ready(doneFile, stable);
    }

    private static FilesSource.Once once(Section source) {
        Section once = source.optional("once");
        if (once == null) {
            return new FilesSource.Once(IDENTITY, KEEP);
        }
        Set<String> by = new LinkedHashSet<>();
        for (YamlText text : once.texts("by")) {
            if (Typed.word(text, ConditionReader.words("name", "size", "sha256"), once.reading()) != null) {
                by.add(text.value());
            }
        }
        if (!by.contains("name") && !by.contains("sha256")) {
            once.missing("by", "a list with name or sha256");
        }
        Duration keep = once.duration("keep", KEEP);
        once.close();
        return new FilesSource.Once(by, keep);
    }

    private static FilesSource.After after(Section source, FileName name) {
        Section after = source.optional("after");
        if (after == null) {
            return new FilesSource.After(null, null);
        }
        Template ok = after.has("ok") ? folder(after, "ok", name) : null;
        Template failed = after.has("failed") ? folder(after, "failed", name) : null;
        after.close();
        return new FilesSource.After(ok, failed);
    }

    private static Template folder(Section after, String key, FileName name) {
        Template folder = parts(after, key, name);
        FilePaths.check(after, key, folder);
        if (Set.of("", ".", "./").contains(folder.toString())) {
            after.placeOf(key).problem("wrong_type", "'" + folder + "'", "a folder other than path", "name a folder");
        }
        return folder;
    }

    private static FilesSource.@Nullable Group group(Section source) {
        Section group = source.optional("group");
        if (group == null) {
            return null;
        }
        List<String> by = group.texts("by").stream().map(YamlText::value).toList();
        if (by.isEmpty()) {
            group.missing("by", "a list of columns");
        }
        String as = group.text("as", "the name of the list");
        group.close();
        return new FilesSource.Group(by, as);
    }

    private static FilesSource.BadRows badRows(Section source) {
        Section bad = source.optional("badRows");
        if (bad == null) {
            return new FilesSource.BadRows(BAD_ROWS);
        }
        bad.optionalWord("do", ConditionReader.words("dead_letter"));
        bad.optionalWord("beyond", ConditionReader.words("reject_file"));
        int most = bad.integer("maxPerFile", BAD_ROWS, 0, 1_000);
        bad.close();
        return new FilesSource.BadRows(most);
    }

    /** A template over the parts of the name; another part is a problem. */
    private static Template parts(Section section, String key, FileName name) {
        Template template = section.template(key, Roots.FILE);
        check(section, key, template, name);
        return template;
    }

    /** Refuses parts of a file's name that the name does not have. */
    static void check(Section section, String key, Template template, FileName name) {
        Set<String> known = new TreeSet<>(FileName.ALWAYS);
        known.addAll(name.groups());
        template.pieces().stream()
                .filter(piece -> piece.placeholder() && piece.text().startsWith("file."))
                .forEach(piece -> section.reading()
                        .defined(
                                section.placeOf(key),
                                "part of the name",
                                piece.text().substring(5),
                                known));
    }
}
