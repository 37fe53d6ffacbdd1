package io.tillbridge.authoring.draft;

import java.util.List;

/** Writes the page beside a new connector: what must be decided, what is missing, and the commands in turn. */
final class PageText {

    private PageText() {}

    static String of(Draft draft) {
        StringBuilder text = new StringBuilder("# " + draft.name() + "\n\n");
        section(text, "Decide", draft.notes().decisions());
        section(text, "Not taken over", draft.notes().leftOut());
        text.append("## Until it flows\n\n```sh\ntillbridge lint\n");
        DraftFiles.subjects(draft)
                .forEach(subject ->
                        text.append("tillbridge mapping test ").append(subject).append(" --update\n"));
        text.append("tillbridge connector test ").append(draft.name()).append('\n');
        text.append("tillbridge connector check ").append(draft.name()).append('\n');
        DraftFiles.subjects(draft)
                .forEach(subject -> text.append("tillbridge mapping release ")
                        .append(subject)
                        .append(" 1\ntillbridge mapping activate ")
                        .append(subject)
                        .append(" 1 --why \"first version\"\n"));
        text.append("tillbridge plan\ntillbridge reload\n```\n\n");
        text.append("The connection is `config/connections/")
                .append(draft.name())
                .append(".connection.yaml`;");
        text.append(" its secrets are files:\n\n");
        draft.login()
                .secrets()
                .keySet()
                .forEach(secret -> text.append("* `secrets/")
                        .append(ConnectionText.secretFile(draft.name(), secret))
                        .append("`\n"));
        for (InboundDraft flow : draft.inbound()) {
            if (flow.source() instanceof SourceDraft.Hook) {
                text.append("* `secrets/")
                        .append(ConnectionText.secretFile(draft.name(), "webhookSecrets"))
                        .append("`; the system sends to `https://<hub>/hooks/")
                        .append(draft.name())
                        .append('/')
                        .append(flow.name())
                        .append("`\n");
            }
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("## ").append(title).append("\n\n");
            lines.forEach(line -> text.append("* ").append(line).append('\n'));
            text.append('\n');
        }
    }
}
