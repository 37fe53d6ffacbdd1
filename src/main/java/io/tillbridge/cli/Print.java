package io.tillbridge.cli;

import picocli.CommandLine.Model.CommandSpec;

/** Prints an API answer: data to standard output, a refusal to standard error. */
final class Print {

    private Print() {}

    /** Prints the answer and says the exit code that its status means. */
    static int answer(CommandSpec command, HubClient.Answer answer, boolean oneLine) {
        if (answer.fine()) {
            String text = oneLine ? answer.body() : JsonOutput.indented(answer.body());
            command.commandLine().getOut().println(text);
        } else {
            command.commandLine().getErr().println(HubRefusal.told(answer, oneLine));
        }
        return answer.exitCode();
    }
}
