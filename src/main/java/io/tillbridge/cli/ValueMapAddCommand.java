package io.tillbridge.cli;

import io.tillbridge.mapping.ValueMapRow;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tillbridge value-map add}. */
@Command(
        name = "add",
        description = "Adds a row, as a new version of the map; one with the same key and --from takes its place. With"
                + " --url every message that waits for the row goes on. Exit 4 when refused.",
        footer = {
            "",
            "Example:",
            "  tillbridge value-map add tax_codes \"MOON TAX\" --target MOON --why \"a shop on the moon\""
        })
final class ValueMapAddCommand extends ValueMapRowCommand {

    @Option(names = "--target", paramLabel = "TEXT", required = true, description = "What the key stands for.")
    private String target = "";

    @Option(names = "--to", paramLabel = "DAY", description = "The day the row ends before. Default: never.")
    private @Nullable LocalDate to;

    @Override
    public Integer call() {
        return put(new ValueMapRow(keys, target, from, to));
    }
}
