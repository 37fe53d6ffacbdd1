package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ChangeRefused;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.ValueMap;
import io.tillbridge.mapping.ValueMapFiles;
import io.tillbridge.mapping.ValueMapRow;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One row that is to be there. */
abstract class ValueMapRowCommand extends ValueMapCommand.OnMaps {

    @Parameters(index = "0", paramLabel = "NAME", description = "The value map.")
    protected String name = "";

    @Parameters(index = "1..*", paramLabel = "KEY", arity = "1..*", description = "A value for each key column.")
    protected List<String> keys = new ArrayList<>();

    @Option(names = "--from", paramLabel = "DAY", description = "The first day of the row. Default: always.")
    protected @Nullable LocalDate from;

    @Option(names = "--why", paramLabel = "TEXT", required = true, description = "Why, for those who read it later.")
    private String why = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who decided it. Default: the user's name.")
    private @Nullable String by;

    /** What the JSON output says. */
    private record Outcome(String file, String outcome, List<String> order) {}

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
                path(name) + "/rows", body.toString(), by != null ? by : System.getProperty("user.name", "unknown"));
        if (!put.fine()) {
            return Print.answer(spec, put, json);
        }
        JsonNode next = ExactJson.parse(put.body());
        String text = next.path("text").asText();
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? put.body()
                                : "written: " + name + " version "
                                        + next.path("version").asInt() + "; "
                                        + next.path("releasedMessages").asInt() + " message(s) released");
        HubHome.follow(home(), root -> new ValueMapFiles(root).follow(name, text), spec);
        return ExitCode.FINE;
    }

    /** The target of the row with this key and {@code from}, by the hub or the file. */
    String target() {
        List<String> columns = new ArrayList<>();
        if (client.given()) {
            JsonNode map = new HubClient(client).read(path(name), json);
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
        throw new WrongCallException("No row " + keys + (from == null ? " without a from" : " from " + from) + " in "
                + name + "; tillbridge value-map show " + name + " lists them.");
    }

    private boolean equal(List<String> found) {
        return found.size() == keys.size()
                && String.join("|", found)
                        .strip()
                        .equalsIgnoreCase(String.join("|", keys).strip());
    }

    private int file(ValueMapRow row) {
        try {
            ValueMapFiles.Written written = files().put(find(name), List.of(row));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(JsonOutput.write(new Outcome(written.file(), "written", written.order())));
            } else {
                out.println("written: " + written.file());
                written.order().forEach(one -> out.println("order: " + one));
            }
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
