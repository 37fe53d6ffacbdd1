package io.tillbridge.connector;

import io.tillbridge.connector.language.ConnectorReader;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a home, planned. Holds the running generation in one reference: a reader sees all of the old one or
 * all of the new one. Safe for concurrent use.
 */
public final class ConnectorCatalog implements ConnectionPlans {

    /**
     * What a home's files say.
     *
     * @param files names of the connector and connection files that were read
     * @param plans by connection; a connection with a problem, or whose connector has one, is left out
     * @param checks calls that tell whether a connection works, by connection
     * @param uses of mappings, by connectors alone and by connections
     * @param problems of all files, by file, line and column
     */
    public record Loaded(
            Set<String> files,
            Map<String, ConnectionPlan> plans,
            Map<String, List<ConnectionCheck>> checks,
            List<MappingUse> uses,
            List<Problem> problems) {
        public Loaded {
            files = Set.copyOf(files);
            plans = Map.copyOf(plans);
            checks = Map.copyOf(checks);
            uses = List.copyOf(uses);
            problems = List.copyOf(problems);
        }

        /** What is left without these connections; those with problems have no plan anyway, and nothing is told of them. */
        public Loaded without(Set<String> connections) {
            Map<String, ConnectionPlan> left = new TreeMap<>(plans);
            left.keySet().removeAll(connections);
            Map<String, List<ConnectionCheck>> checked = new TreeMap<>(checks);
            checked.keySet().retainAll(left.keySet());
            List<MappingUse> used = uses.stream()
                    .filter(use -> use.connection() == null || left.containsKey(use.connection()))
                    .toList();
            return new Loaded(files, left, checked, used, List.of());
        }
    }

    private record Running(Map<String, ConnectionPlan> plans, Map<String, Integer> generations, Loaded loaded) {}

    private volatile Running running =
            new Running(Map.of(), Map.of(), new Loaded(Set.of(), Map.of(), Map.of(), List.of(), List.of()));

    /** A catalog without any connection. */
    public ConnectorCatalog() {}

    /** A catalog that runs what was loaded, whatever problems there are: the caller decides whether to refuse them. */
    public ConnectorCatalog(Loaded loaded) {
        running = next(running, loaded);
    }

    /** A catalog that runs what was loaded under the generations that were recorded for it. */
    ConnectorCatalog(Loaded loaded, Map<String, Integer> generations) {
        running = new Running(loaded.plans(), Map.copyOf(generations), loaded);
    }

    /** Reads all connector and connection files and plans them; problems are part of the result, never thrown. */
    public static Loaded load(HomeFiles home) {
        ConnectorReader.Result result = ConnectorReader.read(home);
        return new Loaded(result.files(), result.plans(), result.checks(), result.uses(), result.problems());
    }

    /**
     * A catalog of a home without any problem.
     *
     * @throws InvalidFilesException with every problem of every file, when there is at least one
     */
    public static ConnectorCatalog strict(HomeFiles home) {
        Loaded loaded = load(home);
        if (!loaded.problems().isEmpty()) {
            throw new InvalidFilesException(loaded.problems());
        }
        return new ConnectorCatalog(loaded);
    }

    /**
     * Makes what was loaded the running generation. A connection whose plan has another hash gets the next generation
     * number; an unchanged one keeps its number; one that comes back after it was removed gets the next one too.
     *
     * @return names of the connections that were added, changed or removed
     */
    public synchronized Set<String> replace(Loaded loaded) {
        Running before = running;
        running = next(before, loaded);
        Set<String> changed = new TreeSet<>(before.plans().keySet());
        changed.removeAll(loaded.plans().keySet());
        loaded.plans().forEach((id, plan) -> {
            if (!same(before.plans().get(id), plan)) {
                changed.add(id);
            }
        });
        return changed;
    }

    /**
     * Makes what was loaded the running generation, under numbers that were recorded for it.
     *
     * @param numbers of every plan that was loaded
     */
    public synchronized void replace(Loaded loaded, Map<String, Integer> numbers) {
        running = new Running(loaded.plans(), Map.copyOf(numbers), loaded);
    }

    /** What runs now, as it was loaded. */
    public Loaded loaded() {
        return running.loaded();
    }

    @Override
    public @Nullable ConnectionPlan find(String connection) {
        return running.plans().get(connection);
    }

    @Override
    public Collection<ConnectionPlan> all() {
        return running.plans().values();
    }

    /** Number of the connection's running generation, from 1; 0 when there is no such connection. */
    @Override
    public int generation(String connection) {
        Running now = running;
        return now.plans().containsKey(connection) ? now.generations().getOrDefault(connection, 0) : 0;
    }

    /** Calls that tell whether the connection works; empty when there are none or no such connection. */
    public List<ConnectionCheck> checks(String connection) {
        return running.loaded().checks().getOrDefault(connection, List.of());
    }

    private static Running next(Running current, Loaded loaded) {
        Map<String, Integer> generations = new TreeMap<>(current.generations());
        loaded.plans().forEach((id, plan) -> {
            if (!same(current.plans().get(id), plan)) {
                generations.merge(id, 1, Integer::sum);
            }
        });
        return new Running(loaded.plans(), Map.copyOf(generations), loaded);
    }

    private static boolean same(@Nullable ConnectionPlan before, ConnectionPlan after) {
        return before != null && before.sha256().equals(after.sha256());
    }
}
