package io.tillbridge.cli;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.platform.Directory;
import io.tillbridge.platform.HomeFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tillbridge plan}. */
@Command(
        name = "plan",
        description = {
            "Says what changes when a hub that runs the files of one home is given those of another: connections added,",
            "changed and removed, routes started and stopped, overlays, activation rows. Exit 1 when the new files have",
            "problems."
        },
        footer = {"", "Example:", "  tillbridge plan --against /srv/tillbridge/home"})
final class PlanCommand implements Callable<Integer> {

    @Option(names = "--home", paramLabel = "DIR", description = "The new files. Default: the current directory.")
    private @Nullable Path home;

    @Option(
            names = "--against",
            paramLabel = "DIR",
            required = true,
            description = "The home directory whose files the hub runs.")
    private @Nullable Path against;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        HomeFiles before = files(Objects.requireNonNull(against, "picocli asks for it"));
        HomeFiles after = files(home != null ? home : Settings.path("tillbridge.home", "."));
        ConnectorCatalog.Loaded old = ConnectorCatalog.load(before);
        ConnectorCatalog.Loaded fresh = ConnectorCatalog.load(after);
        List<String> lines = new ArrayList<>();
        for (String id : new TreeSet<>(new ConnectorCatalog(old).replace(fresh))) {
            routes(id, old.plans().get(id), fresh.plans().get(id), lines);
        }
        overlays(before, after, lines);
        activations(before, after, lines);
        if (json) {
            out.println(JsonOutput.write(Map.of("changes", lines, "problems", fresh.problems())));
        } else {
            fresh.problems().forEach(out::println);
            lines.forEach(out::println);
            out.println(lines.isEmpty() ? "nothing changes" : lines.size() + " changes; no state is reset");
        }
        return fresh.problems().isEmpty() ? ExitCode.FINE : ExitCode.FOUND;
    }

    private static HomeFiles files(Path home) {
        return HomeFiles.at(Directory.of(home).requireHome().path());
    }

    private static void routes(
            String id, @Nullable ConnectionPlan before, @Nullable ConnectionPlan after, List<String> lines) {
        lines.add("connection " + id + (before == null ? " added" : after == null ? " removed" : " changed"));
        flows(before).forEach(flow -> lines.add("  stops   " + id + "." + flow));
        flows(after).forEach(flow -> lines.add("  starts  " + id + "." + flow));
    }

    private static Set<String> flows(@Nullable ConnectionPlan plan) {
        Set<String> flows = new TreeSet<>();
        if (plan != null) {
            flows.addAll(plan.inbound().keySet());
            flows.addAll(plan.outbound().keySet());
        }
        return flows;
    }

    private static void overlays(HomeFiles before, HomeFiles after, List<String> lines) {
        for (String file : after.list("config/connections", ".connection.yaml")) {
            String text = after.text(file);
            boolean same = before.exists(file) && before.text(file).equals(text);
            if (!same && text.contains("\noverlay:")) {
                lines.add("overlay in " + file);
            }
        }
    }

    private static void activations(HomeFiles before, HomeFiles after, List<String> lines) {
        for (String file : after.list("mappings", "/activations.yaml")) {
            List<String> known = before.exists(file) ? before.text(file).lines().toList() : List.of();
            after.text(file)
                    .lines()
                    .filter(line -> line.strip().startsWith("- {version:") && !known.contains(line))
                    .forEach(line -> lines.add("activation in " + file + ": " + line.strip()));
        }
    }
}
