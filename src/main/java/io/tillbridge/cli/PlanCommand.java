package io.tillbridge.cli;

import io.tillbridge.platform.Directory;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tillbridge plan}. */
@Command(
        name = "plan",
        description = {
            "Says what would change if a running hub, or a hub with the files of another home, were given the files of"
                    + " this one: connections added, changed and removed, flows stopped and started, flows that turn dry"
                    + " or live, overlays, polls whose place is reset, mappings activated, activations that the files lack. Nothing is changed. Exit 1 when the files have problems."
        },
        footer = {
            "",
            "Examples:",
            "  tillbridge plan",
            "  tillbridge plan --url https://hub.example.com --home .",
            "  tillbridge plan --against /srv/tillbridge/home"
        })
final class PlanCommand implements Callable<Integer> {

    @Option(names = "--home", paramLabel = "DIR", description = "The new files. Default: the current directory.")
    private @Nullable Path home;

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description = "A home directory whose files are in use. Default: what the running hub says it runs.")
    private @Nullable Path against;

    @Option(
            names = "--layer",
            paramLabel = "DIR",
            description = "A directory that the hub lays over its home, as in tillbridge.layers; repeat it in the same"
                    + " order. Connections of a layer that is not given are told as removed.")
    private List<Path> layers = new ArrayList<>();

    @Mixin
    private ClientOptions client = new ClientOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /**
     * One line.
     *
     * @param kind {@code adds, changes, removes} a connection, {@code stops, starts} a flow, {@code dry, live} a flow that
     *     is only shown or not any more, {@code overlay} of a connection, {@code resets} the place of a poll, {@code activates} a
     *     mapping, {@code behind} when what runs has an activation that the files lack
     */
    record Change(String kind, String what, String detail) {

        @Override
        public String toString() {
            return "%-9s %s%s".formatted(kind, what, detail.isEmpty() ? "" : ": " + detail);
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        HomeFiles files = files(home != null ? home : Settings.path("tillbridge.home", "."));
        List<Problem> problems = LoadedHome.of(files).problems();
        List<Change> changes = problems.isEmpty() ? changes(files) : List.of();
        if (json) {
            out.println(JsonOutput.write(Map.of("changes", changes, "problems", problems)));
        } else {
            problems.forEach(out::println);
            changes.forEach(out::println);
            if (against == null
                    && layers.isEmpty()
                    && changes.stream().anyMatch(change -> change.kind().equals("removes"))) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "removed connections may lie in a layer of the hub (tillbridge.layers): give it by --layer DIR");
            }
            out.println(
                    !problems.isEmpty()
                            ? "nothing changes: a hub refuses files with problems as a whole"
                            : changes.isEmpty() ? "nothing changes" : changes.size() + " changes");
        }
        return problems.isEmpty() ? ExitCode.FINE : ExitCode.FOUND;
    }

    private List<Change> changes(HomeFiles files) {
        PlanBase before = against != null ? PlanBase.of(files(against)) : PlanBase.of(new HubClient(client));
        PlanBase after = PlanBase.of(files);
        List<Change> changes = new ArrayList<>();
        Set<String> ids = new TreeSet<>(before.connections().keySet());
        ids.addAll(after.connections().keySet());
        ids.forEach(id ->
                connection(id, before.connections().get(id), after.connections().get(id), files, changes));
        after.activations()
                .forEach((subject, rows) -> rows.stream()
                        .filter(row -> !before.activations()
                                .getOrDefault(subject, Set.of())
                                .contains(row))
                        .sorted()
                        .forEach(row -> changes.add(new Change("activates", subject, row))));
        before.activations()
                .forEach((subject, rows) -> less(rows, after.activations().getOrDefault(subject, Set.of()))
                        .forEach(row ->
                                changes.add(new Change("behind", subject, row + " stays, and these files lack it"))));
        return changes;
    }

    private HomeFiles files(Path home) {
        return HomeFiles.at(
                Directory.of(home).requireHome().path(),
                layers.stream()
                        .map(layer -> Directory.of(layer).requireLayer().path())
                        .toList());
    }

    private static void connection(
            String id,
            PlanBase.@Nullable Running before,
            PlanBase.@Nullable Running after,
            HomeFiles files,
            List<Change> changes) {
        if (before != null && after != null && before.sha256().equals(after.sha256())) {
            return;
        }
        changes.add(new Change(before == null ? "adds" : after == null ? "removes" : "changes", id, ""));
        flows("stops", id, before, changes);
        flows("starts", id, after, changes);
        if (after != null) {
            Set<String> shown = before == null ? Set.of() : before.dry();
            turned("dry", id, less(after.dry(), shown), "shown from now on, neither posted nor sent", changes);
            Set<String> live = less(less(shown, after.dry()), less(shown, after.flows()));
            turned("live", id, live, "posts or sends from now on", changes);
        }
        String file = "config/connections/" + id + ".connection.yaml";
        if (after != null && files.exists(file) && files.text(file).contains("\noverlay:")) {
            changes.add(new Change("overlay", id, "in " + file));
        }
        if (before != null && after != null) {
            before.cursors()
                    .forEach((flow, meaning) ->
                            reset(id + "." + flow, meaning, after.cursors().get(flow), changes));
        }
    }

    private static void flows(String kind, String id, PlanBase.@Nullable Running plan, List<Change> changes) {
        if (plan != null) {
            plan.flows().forEach(flow -> changes.add(new Change(kind, id + "." + flow, "")));
        }
    }

    private static Set<String> less(Set<String> all, Set<String> but) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(but);
        return rest;
    }

    private static void turned(String kind, String id, Set<String> flows, String meaning, List<Change> changes) {
        flows.forEach(flow -> changes.add(new Change(kind, id + "." + flow, meaning)));
    }

    private static void reset(String flow, String before, @Nullable String after, List<Change> changes) {
        if (after != null && !after.equals(before)) {
            changes.add(new Change(
                    "resets",
                    flow,
                    "its place was " + before + " and would be " + after
                            + "; it reads from its start, and what it knows it does not take twice"));
        }
    }
}
