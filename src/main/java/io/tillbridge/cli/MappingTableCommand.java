package io.tillbridge.cli;

import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.MappingPages;
import io.tillbridge.mapping.MappingTable;
import io.tillbridge.platform.Directory;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tillbridge mapping table}. */
@Command(
        name = "table",
        description =
                "Prints a version as a table for people, in Markdown: rows, lets, asserts, value maps, activations,"
                        + " reviews.",
        footer = {
            "",
            "Examples:",
            "  tillbridge mapping table shopify.order",
            "  tillbridge mapping table shopify.order 1 --html order.html"
        })
final class MappingTableCommand extends MappingCommand.OnSubject {

    @Parameters(index = "1", paramLabel = "N", arity = "0..1", description = "The version. Default: the newest.")
    private @Nullable Integer version;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write an HTML page instead, which needs no other file.")
    private @Nullable Path html;

    @Override
    public Integer call() {
        HomeFiles files = HomeFiles.at(Directory.of(root()).requireHome().path());
        MappingCatalog catalog = MappingCatalog.load(files, new Problems());
        Mapping newest = catalog.newest(subject);
        Integer number = version != null ? version : newest == null ? null : Integer.valueOf(newest.version());
        MappingTable table = number == null ? null : MappingTable.of(files, subject, number);
        if (table == null) {
            throw new WrongCallException(
                    newest == null
                            ? catalog.unknown(subject) + "."
                            : "No version " + number + " of " + subject + "; the newest is " + newest.version() + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (html != null) {
            write(html, MappingPages.html(table));
            out.println(json ? JsonOutput.object("written", html.toString()) : "wrote: " + html);
        } else {
            out.print(json ? JsonOutput.write(table) + "\n" : MappingPages.markdown(table));
        }
        out.flush();
        return ExitCode.FINE;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
