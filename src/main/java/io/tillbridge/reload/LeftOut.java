package io.tillbridge.reload;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.platform.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a lenient start leaves out: connections with a mistake in their file or their connector's, and drafts of mappings and
 * value maps. A mistake in what was released, or in anything else, still refuses the start.
 *
 * @param problems that were set aside
 * @param connections with a plan that must not run all the same, because it does not fit to its mappings
 */
public record LeftOut(List<Problem> problems, Set<String> connections) {

    /** Of a start that is not lenient, or had no reason to be. */
    public static final LeftOut NOTHING = new LeftOut(List.of(), Set.of());

    private static final String CONNECTIONS = "config/connections/";
    private static final String CONNECTORS = "config/connectors/";

    public LeftOut {
        problems = List.copyOf(problems);
        connections = Set.copyOf(connections);
    }

    /**
     * What of a home's problems can be left out.
     *
     * @param problems of all files
     */
    public static LeftOut of(ConnectorCatalog.Loaded connectors, MappingCatalog mappings, List<Problem> problems) {
        List<Problem> aside = new ArrayList<>();
        Set<String> files = new TreeSet<>();
        for (Problem problem : problems) {
            String file = problem.file();
            if (file.startsWith(CONNECTIONS) || file.startsWith(CONNECTORS) || mappings.mayLack(file)) {
                aside.add(problem);
                files.add(file);
            }
        }
        Set<String> without = new TreeSet<>();
        for (ConnectionPlan plan : connectors.plans().values()) {
            if (files.stream().anyMatch(file -> isOf(file, plan))) {
                without.add(plan.id());
            }
        }
        return new LeftOut(aside, without);
    }

    private static boolean isOf(String file, ConnectionPlan plan) {
        return file.equals(CONNECTIONS + plan.id() + ".connection.yaml")
                || file.endsWith("/" + plan.connector() + ".connector.yaml");
    }

    /** Problems that were not set aside. */
    public List<Problem> others(List<Problem> all) {
        return all.stream().filter(problem -> !problems.contains(problem)).toList();
    }

    /** What to tell people, one line each; none when nothing was left out. */
    public List<String> lines() {
        if (problems.isEmpty()) {
            return List.of();
        }
        List<String> lines =
                new ArrayList<>(problems.stream().map(Problem::toString).toList());
        lines.add("tillbridge: The hub starts without what these " + problems.size()
                + " problem(s) are of; mend them, and they are run within seconds. [files_left_out]");
        return lines;
    }
}
