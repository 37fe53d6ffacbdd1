package io.tillbridge.cli;

import io.tillbridge.mapping.ValueMapRow;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tillbridge value-map end}. */
@Command(
        name = "end",
        description = "Ends a row before a day, as a new version of the map. Exit 4 when refused.",
        footer = {
            "",
            "Example:",
            "  tillbridge value-map end tax_codes \"MWST 16%%\" --from 2020-07-01 --to 2021-01-01 --why \"rate ended\""
        })
final class ValueMapEndCommand extends ValueMapRowCommand {

    @Option(names = "--to", paramLabel = "DAY", required = true, description = "The day the row ends before.")
    private LocalDate to = LocalDate.MAX;

    @Override
    public Integer call() {
        return put(new ValueMapRow(keys, target(), from, to));
    }
}
