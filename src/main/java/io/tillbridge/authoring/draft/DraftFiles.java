package io.tillbridge.authoring.draft;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All files of a draft, by name below the home. */
public final class DraftFiles {

    private static final String SCHEMA = "# yaml-language-server: $schema=";

    private DraftFiles() {}

    /**
     * The files.
     *
     * @param today polls read nothing older
     */
    public static Map<String, String> of(Draft draft, LocalDate today) {
        Map<String, String> files = new TreeMap<>();
        String folder = "config/connectors/" + draft.name() + "/";
        files.put(folder + draft.name() + ".connector.yaml", ConnectorText.of(draft));
        files.put(
                folder + draft.name() + ".test.yaml",
                SCHEMA
                        + "../../schemas/connectortest.schema.json\napiVersion: tillbridge/v1\nkind: ConnectorTest\nconnector: "
                        + draft.name() + "\n");
        files.put(folder + "README.md", PageText.of(draft));
        files.put("config/connections/" + draft.name() + ".connection.yaml", ConnectionText.of(draft, today));
        for (InboundDraft flow : draft.inbound()) {
            files.put(flow.mapping().file(), flow.mapping().text());
            activations(flow.mapping().subject(), files);
            files.putAll(SampleFiles.of(draft, flow));
            StateMap states = flow.mapping().states();
            if (states != null) {
                files.put(states.file(), states.text());
            }
        }
        PushDraft push = draft.push();
        if (push != null) {
            files.put("mappings/" + draft.name() + "/availability/V001__first.mapping.yaml", outbound(draft, push));
            activations(draft.name() + ".availability", files);
            files.putAll(SampleFiles.of(draft, push));
        }
        return files;
    }

    /** Subjects of the draft's mappings. */
    public static Set<String> subjects(Draft draft) {
        Set<String> subjects = new TreeSet<>();
        draft.inbound().forEach(flow -> subjects.add(flow.mapping().subject()));
        if (draft.push() != null) {
            subjects.add(draft.name() + ".availability");
        }
        return subjects;
    }

    private static void activations(String subject, Map<String, String> files) {
        files.put(
                "mappings/" + subject.replace('.', '/') + "/activations.yaml",
                SCHEMA
                        + "../../../config/schemas/activations.schema.json\napiVersion: tillbridge/v1\nkind: Activations\nsubject: "
                        + subject + "\nbasis: event_time\nrows: []\n");
    }

    private static String outbound(Draft draft, PushDraft push) {
        return SCHEMA
                + "../../../config/schemas/mapping.schema.json\napiVersion: tillbridge/v1\nkind: Mapping\nsubject: "
                + draft.name() + ".availability\nversion: 1\nfrom: canonical/availability.v1\nto: " + draft.name()
                + "/stock.1\n"
                + (push.batch() ? "batch: true\n" : "") + "rows:\n"
                + String.join("\n", push.rows()) + "\n";
    }
}
