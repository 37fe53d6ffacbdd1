package io.tillbridge.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tillbridge version}. */
@Command(name = "version", description = "Prints the versions of Tillbridge and of the Java it runs on.")
final class Version implements Callable<Integer> {

    @Option(names = "--json", description = "Print {\"tillbridge\": ..., \"java\": ...}.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String java = Runtime.version().toString();
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? JsonOutput.object("tillbridge", own(), "java", java)
                                : "tillbridge " + own() + " (Java " + java + ")");
        return ExitCode.FINE;
    }

    /** From the jar's manifest; classes that lie in a folder have none. */
    private static String own() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
