package io.tillbridge.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.authoring.draft.Draft;
import io.tillbridge.authoring.draft.DraftFiles;
import io.tillbridge.authoring.draft.Login;
import io.tillbridge.authoring.draft.Notes;
import io.tillbridge.authoring.draft.SampleDraft;
import io.tillbridge.authoring.openapi.OpenApiDraft;
import io.tillbridge.mapping.ExactJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a new connector, made of what is known of the system: connector, connection, mappings with a sample each, and
 * a page of what is left to do. They lint clean as they are, but for activations, which are a decision of their own.
 */
public final class Scaffold {

    private static final String NOTHING_KNOWN = """
            {"id": "1", "number": "1001", "currency": "EUR", "updated_at": "2026-01-05T10:00:00Z",
             "lines": [{"id": "1", "sku": "MUG", "quantity": 1, "price": "19.90"}]}""";

    private Scaffold() {}

    /**
     * What is known of a system; all but the name may be null.
     *
     * @param sample JSON of an answer or of a webhook's body
     * @param url that the sample was asked from
     * @param challenge scheme of {@code WWW-Authenticate} that was answered, such as {@code basic}
     * @param openApi OpenAPI 3.0 or 3.1, JSON or YAML
     */
    public record Known(
            String name,
            @Nullable String sample,
            @Nullable String url,
            @Nullable String challenge,
            @Nullable String openApi) {}

    /**
     * The files and what is told of them.
     *
     * @param texts by name below the home
     * @param subjects of the mappings
     * @param guesses with their evidence
     * @param decisions that only a person can take
     * @param leftOut what a description says and no file does
     */
    public record Files(
            Map<String, String> texts,
            Set<String> subjects,
            List<String> guesses,
            List<String> decisions,
            List<String> leftOut) {
        public Files {
            texts = Map.copyOf(texts);
            subjects = Set.copyOf(subjects);
            guesses = List.copyOf(guesses);
            decisions = List.copyOf(decisions);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Makes the files.
     *
     * @param today the new connection's polls read nothing older
     * @throws IllegalArgumentException when the name is not one, the sample is not JSON or the description cannot be read
     */
    public static Files of(Known known, LocalDate today) {
        if (!known.name().matches("[a-z0-9][a-z0-9_-]*")) {
            throw new IllegalArgumentException("'" + known.name()
                    + "' is no name: use lower-case letters, digits, - and _; it is part of URLs and keys");
        }
        Notes notes = new Notes();
        Draft draft = known.openApi() == null ? sampled(known, notes) : described(known, known.openApi(), notes);
        return new Files(
                DraftFiles.of(draft, today),
                DraftFiles.subjects(draft),
                notes.guesses(),
                notes.decisions(),
                notes.leftOut());
    }

    private static Draft described(Known known, String openApi, Notes notes) {
        Draft draft =
                OpenApiDraft.of(known.name(), openApi, known.sample() == null ? null : read(known.sample()), notes);
        if (!draft.inbound().isEmpty()) {
            return draft;
        }
        notes.decide(
                "where documents come from: the description has no listing and no webhook whose name is an event's");
        String sample = known.sample() == null ? NOTHING_KNOWN : known.sample();
        Draft first = SampleDraft.of(known.name(), read(sample), draft.baseUrl(), null, draft.login(), notes);
        return new Draft(known.name(), draft.baseUrl(), draft.login(), Map.of(), first.inbound(), draft.push(), notes);
    }

    private static Draft sampled(Known known, Notes notes) {
        String url = known.url();
        String base = url == null ? null : url.replaceFirst("^(https?://[^/?#]+).*$", "$1");
        String path = url == null ? null : url.replaceFirst("^https?://[^/?#]+([^?#]*).*$", "$1");
        boolean basic = "basic".equals(known.challenge());
        if (!basic) {
            notes.decide("the client's auth: a bearer token stands in");
        }
        return SampleDraft.of(
                known.name(),
                read(known.sample() == null ? NOTHING_KNOWN : known.sample()),
                base,
                path == null || path.isEmpty() ? null : path,
                basic ? Login.basic() : Login.bearer(),
                notes);
    }

    private static JsonNode read(String sample) {
        try {
            JsonNode read = ExactJson.parse(sample.getBytes(StandardCharsets.UTF_8));
            if (read.isContainerNode()) {
                return read;
            }
            throw new IllegalArgumentException("the sample is neither an object nor an array");
        } catch (IOException e) {
            throw new IllegalArgumentException("the sample is not JSON ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                    + "); for XML, CSV or EDI begin with a copy of a shipped connector that reads it, such as wms_jms or"
                    + " legacy_pos_csv");
        }
    }
}
