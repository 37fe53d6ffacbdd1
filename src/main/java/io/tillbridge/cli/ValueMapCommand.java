package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ChangeRefused;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.ValueMap;
import io.tillbridge.mapping.ValueMapFiles;
import io.tillbridge.mapping.ValueMapRow;
import io.tillbridge.platform.Directory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
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
            ValueMapCommand.Add.class,
            ValueMapCommand.End.class
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
            Path root = home != null ? home : Settings.path("tillbridge.home", ".");
            return new ValueMapFiles(Directory.of(root).requireHome().path());
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

    /** One row that is to be there. */
    abstract static class OfRow extends OnMaps {

        @Parameters(index = "0", paramLabel = "NAME", description = "The value map.")
        protected String name = "";

        @Parameters(index = "1..*", paramLabel = "KEY", arity = "1..*", description = "A value for each key column.")
        protected List<String> keys = new ArrayList<>();

        @Option(names = "--from", paramLabel = "DAY", description = "The first day of the row. Default: always.")
        protected @Nullable LocalDate from;

        @Option(
                names = "--why",
                paramLabel = "TEXT",
                required = true,
                description = "Why, for those who read it later.")
        private String why = "";

        @Option(names = "--by", paramLabel = "NAME", description = "Who decided it. Default: the user's name.")
        private @Nullable String by;

        /** Puts the row: through the hub, whose version is then written into the file, or into the file alone. */
        int put(ValueMapRow row) {
            if (!client.given()) {
                return file(row);
            }
            HubClient hub = new HubClient(client);
            HubClient.Answer before = hub.get(path(name));
            if (!before.fine()) {
                return Print.answer(spec, before, json);
            }
            JsonNode map = ExactJson.parse(before.body());
            ObjectNode body = ExactJson.nodes()
                    .objectNode()
                    .put("version", map.path("version").asInt())
                    .put("why", why);
            ObjectNode cells = body.putArray("rows").addObject().put("target", row.target());
            for (int i = 0; i < row.keys().size(); i++) {
                cells.put(
                        map.path("columns").path(i).asText("column " + i),
                        row.keys().get(i));
            }
            day(cells, "from", row.from());
            day(cells, "to", row.to());
            HubClient.Answer put = hub.post(
                    path(name) + "/rows",
                    body.toString(),
                    by != null ? by : System.getProperty("user.name", "unknown"));
            if (put.fine()) {
                files().write(
                                name,
                                ExactJson.parse(hub.get(path(name)).body())
                                        .path("text")
                                        .asText());
            }
            return Print.answer(spec, put, json);
        }

        /** The target of the row with this key and {@code from}, by the hub or the file. */
        String target() {
            List<String> columns = new ArrayList<>();
            if (client.given()) {
                HubClient.Answer answer = new HubClient(client).get(path(name));
                JsonNode map = ExactJson.parse(answer.body());
                map.path("columns").forEach(column -> columns.add(column.asText()));
                for (JsonNode row : map.path("rows")) {
                    List<String> found = columns.stream()
                            .map(column -> row.path(column).asText())
                            .toList();
                    boolean same = row.path("from").asText("").equals(from == null ? "" : from.toString());
                    if (same && equal(found)) {
                        return row.path("target").asText();
                    }
                }
            } else {
                for (ValueMap.Row row : find(name).rows()) {
                    boolean same = from == null ? row.from() == null : from.equals(row.from());
                    if (same && equal(row.keys())) {
                        return row.target();
                    }
                }
            }
            throw new WrongCallException("No row " + keys + (from == null ? " without a from" : " from " + from)
                    + " in " + name + "; tillbridge value-map show " + name + " lists them.");
        }

        private boolean equal(List<String> found) {
            return found.size() == keys.size()
                    && String.join("|", found)
                            .strip()
                            .equalsIgnoreCase(String.join("|", keys).strip());
        }

        private int file(ValueMapRow row) {
            try {
                String file = files().put(find(name), List.of(row));
                spec.commandLine()
                        .getOut()
                        .println(json ? JsonOutput.object("file", file, "outcome", "written") : "written: " + file);
                return ExitCode.FINE;
            } catch (ChangeRefused e) {
                spec.commandLine()
                        .getOut()
                        .println(
                                json
                                        ? JsonOutput.object("code", e.code(), "detail", e.detail())
                                        : "refused: " + e.code() + ": " + e.detail());
                return ExitCode.REFUSED;
            }
        }

        private static void day(ObjectNode cells, String name, @Nullable LocalDate day) {
            if (day != null) {
                cells.put(name, day.toString());
            }
        }
    }

    /** {@code tillbridge value-map add}. */
    @Command(
            name = "add",
            description =
                    "Adds a row, as a new version of the map; one with the same key and --from takes its place. With"
                            + " --url every message that waits for the row goes on. Exit 4 when refused.",
            footer = {
                "",
                "Example:",
                "  tillbridge value-map add tax_codes \"MOON TAX\" --target MOON --why \"a shop on the moon\""
            })
    static final class Add extends OfRow {

        @Option(names = "--target", paramLabel = "TEXT", required = true, description = "What the key stands for.")
        private String target = "";

        @Option(names = "--to", paramLabel = "DAY", description = "The day the row ends before. Default: never.")
        private @Nullable LocalDate to;

        @Override
        public Integer call() {
            return put(new ValueMapRow(keys, target, from, to));
        }
    }

    /** {@code tillbridge value-map end}. */
    @Command(
            name = "end",
            description = "Ends a row before a day, as a new version of the map. Exit 4 when refused.",
            footer = {
                "",
                "Example:",
                "  tillbridge value-map end tax_codes \"MWST 16%%\" --from 2020-07-01 --to 2021-01-01 --why \"rate ended\""
            })
    static final class End extends OfRow {

        @Option(names = "--to", paramLabel = "DAY", required = true, description = "The day the row ends before.")
        private LocalDate to = LocalDate.MAX;

        @Override
        public Integer call() {
            return put(new ValueMapRow(keys, target(), from, to));
        }
    }
}
