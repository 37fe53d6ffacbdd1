package io.tillbridge.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tillbridge version}. */
@Command(
        name = "version",
        description = "Prints the versions of Tillbridge and of the Java it runs on.",
        footer = {"", "Example:", "  tillbridge version --json"})
final class Version implements Callable<Integer>, IVersionProvider {

    @Option(names = "--json", description = "Print {\"tillbridge\": ..., \"java\": ...}.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .println(json ? JsonOutput.object("tillbridge", own(), "java", java()) : getVersion()[0]);
        return ExitCode.FINE;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"tillbridge " + own() + " (Java " + java() + ")"};
    }

    private static String java() {
        return Runtime.version().toString();
    }

    /** From the jar's manifest; classes that lie in a folder have none. */
    private static String own() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
