package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mapping makes of its samples' documents now, beside what their {@code out.json} says. */
public final class SampleOutputs {

    private SampleOutputs() {}

    /**
     * One sample.
     *
     * @param file its {@code out.json}
     * @param before what the file holds; null when there is none
     * @param now what comes of the document
     */
    public record Output(String file, @Nullable JsonNode before, Translation now) {

        /** The file's new text; null when nothing can be written because the document is not translated. */
        public @Nullable String text() {
            return now instanceof Translation.Translated translated ? ExactJson.indented(translated.result()) : null;
        }

        /** Why there is no text, in words. */
        public String told() {
            return Told.of(now);
        }

        /** Where the file differs from what comes of the document; empty when it does not, or nothing came. */
        public List<JsonDifference> differences() {
            return now instanceof Translation.Translated translated && before != null
                    ? JsonDifference.between(before, translated.result())
                    : List.of();
        }
    }

    /**
     * The samples of a mapping.
     *
     * @param problems receives what is wrong with the samples themselves
     */
    public static List<Output> of(HomeFiles files, Mapping mapping, Problems problems) {
        List<Output> outputs = new ArrayList<>();
        for (String in : files.list(MappingFolder.of(mapping.subject()) + "samples/", "/in.json")) {
            String folder = in.substring(0, in.length() - "in.json".length());
            JsonNode document = json(files, in, problems);
            String out = folder + "out.json";
            JsonNode before = files.exists(out) ? json(files, out, problems) : null;
            if (document != null && SampleContext.fits(mapping, document, in, problems)) {
                TranslationInput input = SampleContext.of(files, folder, SampleContext.NONE, problems)
                        .input(document);
                outputs.add(new Output(out, before, mapping.translate(input)));
            }
        }
        return outputs;
    }

    private static @Nullable JsonNode json(HomeFiles files, String file, Problems problems) {
        try {
            return ExactJson.parse(files.bytes(file));
        } catch (IOException e) {
            problems.add(file, "sample_not_json", String.valueOf(e.getMessage()), "JSON", "correct it");
            return null;
        }
    }
}
