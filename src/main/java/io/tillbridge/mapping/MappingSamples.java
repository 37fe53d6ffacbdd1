package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The examples beside the mappings: {@code samples/<case>/in.json}, {@code out.json} and an optional {@code context.yaml},
 * and the cases of {@code *.test.yaml}.
 */
public final class MappingSamples {

    private final HomeFiles files;
    private final Mappings mappings;
    private final Problems problems;

    /**
     * The examples of these files.
     *
     * @param problems receives what is wrong with the examples themselves
     */
    public MappingSamples(HomeFiles files, Mappings mappings, Problems problems) {
        this.files = files;
        this.mappings = mappings;
        this.problems = problems;
    }

    /** Every case of every subject, for its newest version or the versions a case names. */
    public List<SampleCase> all() {
        List<SampleCase> cases = new ArrayList<>();
        for (String subject : mappings.subjects()) {
            List<Mapping> versions = mappings.versions(subject);
            cases.addAll(of(versions.get(versions.size() - 1)));
        }
        return cases;
    }

    /** Every case of a version; those that name other versions are left out. */
    public List<SampleCase> of(Mapping mapping) {
        String folder = MappingFolder.of(mapping.subject());
        List<SampleCase> cases = new ArrayList<>();
        for (String in : files.list(folder + "samples/", "/in.json")) {
            add(cases, folderCase(mapping, in));
        }
        for (String test : files.list(folder, ".test.yaml")) {
            YamlMap root = YamlDocument.read(test, files.text(test), problems);
            if (root != null) {
                Header.check(root, "MappingTest");
                SampleContext context = SampleContext.read(root.map("context"));
                if (!root.text("subject").equals(mapping.subject())) {
                    root.placeOf("subject").problem("wrong_file_name", "another subject", mapping.subject(), "move it");
                }
                for (YamlMap row : root.list("cases").maps()) {
                    add(cases, testCase(mapping, test, folder, context, row));
                }
                root.refuseUnread();
            }
        }
        return cases;
    }

    private static void add(List<SampleCase> cases, @Nullable SampleCase found) {
        if (found != null) {
            cases.add(found);
        }
    }

    private @Nullable SampleCase folderCase(Mapping mapping, String in) {
        String folder = in.substring(0, in.length() - "in.json".length());
        JsonNode document = json(in);
        JsonNode result = json(folder + "out.json");
        if (document == null || result == null || !SampleContext.fits(mapping, document, in, problems)) {
            return null;
        }
        String[] parts = folder.split("/", -1);
        return new SampleCase(
                in,
                parts[parts.length - 2],
                mapping,
                context(folder, SampleContext.NONE).input(document),
                new SampleCase.Expectation.Equal(result));
    }

    private @Nullable SampleCase testCase(
            Mapping mapping, String file, String folder, SampleContext context, YamlMap row) {
        String name = row.text("name");
        String sample = row.text("sample");
        String base = folder + "samples/" + sample + "/";
        JsonNode document = json(base + "in.json");
        JsonNode patched = document == null
                ? null
                : DocumentPatch.apply(document, row.list("patch").maps());
        SampleCase.Expectation expectation = expectation(row);
        List<YamlText> versions = row.list("versions").texts();
        row.refuseUnread();
        boolean applies = versions.isEmpty()
                || versions.stream().anyMatch(version -> Objects.equals(version.integer(), mapping.version()));
        if (patched == null || expectation == null || !applies) {
            return null;
        }
        SampleContext own = context.equals(SampleContext.NONE) ? context(base, context) : context;
        return new SampleCase(file, name, mapping, own.input(patched), expectation);
    }

    private SampleCase.@Nullable Expectation expectation(YamlMap row) {
        YamlMap expect = row.map("expect");
        SampleCase.Expectation found = null;
        YamlMap dead = expect.optionalMap("dead_letter");
        YamlMap hold = expect.optionalMap("hold");
        if (expect.has("contains")) {
            found = new SampleCase.Expectation.Contains(SampleContext.json(expect.node("contains")));
        } else if (dead != null) {
            found = new SampleCase.Expectation.DeadLetter(dead.text("code"), dead.text("at", ""));
            dead.refuseUnread();
        } else if (hold != null) {
            String code = hold.text("code", "valuemap_miss");
            if (!code.equals("valuemap_miss")) {
                hold.placeOf("code").problem("wrong_word", code, "valuemap_miss", "correct it");
            }
            found = new SampleCase.Expectation.Hold(hold.text("map"), hold.text("value", ""));
            hold.refuseUnread();
        } else {
            row.missing("expect", "contains, dead_letter or hold");
        }
        expect.refuseUnread();
        return found;
    }

    private SampleContext context(String folder, SampleContext otherwise) {
        return SampleContext.of(files, folder, otherwise, problems);
    }

    private @Nullable JsonNode json(String file) {
        try {
            if (files.exists(file)) {
                return ExactJson.parse(files.bytes(file));
            }
            problems.add(file, "sample_missing", "no file", "the sample's file", "add it");
        } catch (IOException e) {
            problems.add(file, "sample_not_json", String.valueOf(e.getMessage()), "JSON", "correct it");
        }
        return null;
    }
}
