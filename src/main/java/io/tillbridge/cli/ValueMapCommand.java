package io.tillbridge.cli;

import io.tillbridge.mapping.ValueMap;
import io.tillbridge.mapping.ValueMapFiles;
import io.tillbridge.platform.Directory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tillbridge value-map}: codes as master data, in files or through a hub. */
@Command(
        name = "value-map",
        description = "Lists, shows and changes value maps: in the home's files, or with --url through a running hub.",
        subcommands = {
            ValueMapCommand.ListAll.class,
            ValueMapCommand.Show.class,
            ValueMapAddCommand.class,
            ValueMapEndCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  tillbridge value-map show tax_codes"})
final class ValueMapCommand {

    private ValueMapCommand() {}

    /** What all of them share. */
    abstract static class OnMaps implements Callable<Integer> {

        @Option(
                names = "--home",
                paramLabel = "DIR",
                description = "Directory with mappings/. Default: the current one. Also TILLBRIDGE_HOME.")
        private @Nullable Path home;

        @Option(names = "--json", description = "Print JSON.")
        protected boolean json;

        @Mixin
        protected ClientOptions client = new ClientOptions();

        @Spec
        protected CommandSpec spec = CommandSpec.create();

        ValueMapFiles files() {
            return new ValueMapFiles(Directory.of(home()).requireHome().path());
        }

        /** The home directory, which need not be there. */
        Path home() {
            return home != null ? home : Settings.path("tillbridge.home", ".");
        }

        static String path(String name) {
            return "/api/value-maps/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        }

        ValueMap find(String name) {
            ValueMap map = files().find(name);
            if (map == null) {
                throw new WrongCallException("No value map '" + name + "'; tillbridge value-map list names them.");
            }
            return map;
        }
    }

    /** {@code tillbridge value-map list}. */
    @Command(
            name = "list",
            description = "Names the value maps with their versions.",
            footer = {"", "Example:", "  tillbridge value-map list --json"})
    static final class ListAll extends OnMaps {

        @Override
        public Integer call() {
            if (client.given()) {
                return Print.answer(spec, new HubClient(client).get("/api/value-maps?limit=200"), json);
            }
            List<ValueMap> all = files().all();
            if (json) {
                spec.commandLine()
                        .getOut()
                        .println(JsonOutput.write(all.stream()
                                .map(map -> Map.of("name", map.name(), "version", map.version()))
                                .toList()));
            } else {
                all.forEach(map -> spec.commandLine()
                        .getOut()
                        .println(map.name() + " version " + map.version() + ", "
                                + map.rows().size() + " rows"));
            }
            return ExitCode.FINE;
        }
    }

    /** {@code tillbridge value-map show}. */
    @Command(
            name = "show",
            description = "Shows the rows of a value map; a hub also says who changed it when and why.",
            footer = {"", "Example:", "  tillbridge value-map show tax_codes --url https://hub.example.com"})
    static final class Show extends OnMaps {

        @Parameters(index = "0", paramLabel = "NAME", description = "The value map.")
        private String name = "";

        @Override
        public Integer call() {
            if (client.given()) {
                return Print.answer(spec, new HubClient(client).get(path(name)), json);
            }
            ValueMap map = find(name);
            if (json) {
                spec.commandLine().getOut().println(JsonOutput.write(map.rows()));
            } else {
                map.rows()
                        .forEach(row -> spec.commandLine()
                                .getOut()
                                .println(String.join(" | ", row.keys()) + " -> " + row.target()
                                        + (row.from() == null ? "" : " from " + row.from())
                                        + (row.to() == null ? "" : " to " + row.to())));
            }
            return ExitCode.FINE;
        }
    }
}
