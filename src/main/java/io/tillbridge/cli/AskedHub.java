package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import java.io.PrintWriter;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The running hub that a command asks, and how its answers are printed: for people, or with {@code --json} as they come. */
final class AskedHub {

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(names = "--json", description = "Print the answer as it comes, on one line.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Prints an answer for people. */
    interface Text {

        void print(JsonNode told, PrintWriter out);
    }

    HubClient client() {
        return new HubClient(client);
    }

    /** Whether answers are wanted as they come. */
    boolean json() {
        return json;
    }

    /** Prints an answer that people read as JSON too, or a refusal, and says the exit code that its status means. */
    int print(HubClient.Answer answer) {
        return Print.answer(spec, answer, json);
    }

    /** Prints an answer, or a refusal, and says the exit code that its status means. */
    int print(HubClient.Answer answer, Text text) {
        return print(answer, text, told -> ExitCode.FINE);
    }

    /**
     * Prints an answer or a refusal.
     *
     * @param code the exit code that an answer which is no refusal means
     */
    int print(HubClient.Answer answer, Text text, ToIntFunction<JsonNode> code) {
        if (!answer.fine()) {
            return print(answer);
        }
        JsonNode told = ExactJson.parse(answer.body());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.body());
        } else {
            text.print(told, out);
        }
        out.flush();
        return code.applyAsInt(told);
    }
}
