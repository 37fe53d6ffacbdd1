package io.tillbridge.reload;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.connector.GenerationRoutes;
import io.tillbridge.connector.Generations;
import io.tillbridge.mapping.MappingImport;
import io.tillbridge.mapping.MappingSet;
import io.tillbridge.mapping.MappingsReplaced;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.StartupFailure;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;

/**
 * Replaces the running configuration by what the files say now, one reload at a time.
 *
 * <p>What a failure leaves, point by point: while files are read, checked, compared with PostgreSQL and numbered, and
 * while routes are built beside those that run, nothing has changed. Then mappings and plans are replaced, which cannot
 * fail, and the stages swap their routes flow by flow. A flow that fails there keeps its older route where it can, does
 * not stop the others, and is tried again at every look at the files until it runs.
 */
final class Reload implements Reloads {

    private final Supplier<HomeFiles> files;
    private final ConnectorCatalog connectors;
    private final RunningMappings mappings;
    private final MappingImport released;
    private final Generations generations;
    private final List<GenerationRoutes> stages;
    private final ReloadRecord record;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Map<String, String> atStart;
    private Map<String, String> running;
    private List<Problem> leftOut;
    private volatile ReloadOutcome last;

    /**
     * Reloads of a node.
     *
     * @param files reads the names of all files of home and layers, as they are now
     * @param running hashes of the files that were read at the start
     * @param leftOut problems of the files, which the node was started without
     * @param stages in the order in which they swap
     */
    Reload(
            Supplier<HomeFiles> files,
            Map<String, String> running,
            List<Problem> leftOut,
            ConnectorCatalog connectors,
            RunningMappings mappings,
            MappingImport released,
            Generations generations,
            List<GenerationRoutes> stages,
            ReloadRecord record,
            ApplicationEventPublisher events,
            Clock clock) {
        this.files = files;
        this.connectors = connectors;
        this.mappings = mappings;
        this.released = released;
        this.generations = generations;
        this.stages = List.copyOf(stages);
        this.record = record;
        this.events = events;
        this.clock = clock;
        this.running = running;
        this.leftOut = leftOut.stream()
                .filter(problem -> Candidate.ofMappings(problem.file()))
                .toList();
        this.atStart = running;
        this.last = leftOut.isEmpty()
                ? ReloadOutcome.plain(clock.instant(), "start", "unchanged")
                : ReloadOutcome.refused(clock.instant(), "start", leftOut);
    }

    @Override
    public ReloadOutcome last() {
        return last;
    }

    @Override
    public synchronized ReloadOutcome run(String by) {
        Instant now = clock.instant();
        ReloadOutcome outcome = attempt(now, by);
        boolean told = !outcome.repeats(last);
        if (told) {
            last = outcome;
        }
        record.write(outcome, numbers(), told);
        return outcome;
    }

    /** Gives up what only older generations needed, and says that this node is there. */
    synchronized void tidy() {
        stages.forEach(GenerationRoutes::discard);
        record.seen(last, numbers());
    }

    private ReloadOutcome attempt(Instant now, String by) {
        Candidate candidate;
        Map<String, Integer> numbers;
        MappingSet set = null;
        try {
            candidate = Candidate.read(files.get().frozen(), mappings.catalog(), running, leftOut, clock);
            if (candidate.connectors().files().isEmpty()
                    && !connectors.loaded().files().isEmpty()) {
                return ReloadOutcome.refused(
                        now, by, "home_empty", "no connector or connection file is left; is the home there?");
            }
            if (candidate.mappings() != null) {
                set = released.importReleased(candidate.mappings());
            }
            numbers = numbers(candidate);
            prepare(candidate, numbers);
        } catch (InvalidFilesException e) {
            return ReloadOutcome.refused(now, by, e.problems());
        } catch (StartupFailure e) {
            return ReloadOutcome.refused(now, by, e.code(), e.line());
        } catch (UncheckedIOException e) {
            return ReloadOutcome.refused(now, by, "files_changing", String.valueOf(e.getMessage()));
        } catch (DataAccessException e) {
            return ReloadOutcome.refused(now, by, "database_away", String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            return ReloadOutcome.refused(now, by, "route_not_built", String.valueOf(e.getMessage()));
        }
        return swap(now, by, candidate, set, numbers);
    }

    /** Numbers of the plans that are to run: those of unchanged ones stay. */
    private Map<String, Integer> numbers(Candidate candidate) {
        Map<String, Integer> numbers = new TreeMap<>();
        List<ConnectionPlan> fresh = new ArrayList<>();
        candidate.connectors().plans().forEach((id, plan) -> {
            if (same(connectors.find(id), plan)) {
                numbers.put(id, connectors.generation(id));
            } else {
                fresh.add(plan);
            }
        });
        numbers.putAll(generations.record(fresh));
        return numbers;
    }

    private void prepare(Candidate candidate, Map<String, Integer> numbers) {
        try {
            for (ConnectionPlan plan : candidate.connectors().plans().values()) {
                if (!same(connectors.find(plan.id()), plan)) {
                    stages.forEach(stage -> stage.prepare(plan, numbers.getOrDefault(plan.id(), 1)));
                }
            }
        } catch (RuntimeException e) {
            stages.forEach(GenerationRoutes::discard);
            throw e;
        }
    }

    private ReloadOutcome swap(
            Instant now, String by, Candidate candidate, @Nullable MappingSet set, Map<String, Integer> numbers) {
        List<ReloadOutcome.Change> changes = changes(candidate, numbers);
        List<String> changedMappings = Candidate.changed(running, candidate.hashes(), Candidate::ofMappings);
        Set<String> told = destinations();
        if (set != null) {
            mappings.replace(set);
            leftOut = List.of();
        }
        connectors.replace(candidate.connectors(), numbers);
        running = candidate.hashes();
        List<String> failures = new ArrayList<>();
        for (GenerationRoutes stage : stages) {
            try {
                stage.refresh();
            } catch (RuntimeException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        if (set != null) {
            events.publishEvent(new MappingsReplaced());
        }
        told.removeAll(destinations());
        String outcome = !failures.isEmpty()
                ? "incomplete"
                : changes.isEmpty() && changedMappings.isEmpty() ? "unchanged" : "swapped";
        return new ReloadOutcome(
                now,
                by,
                outcome,
                changes,
                changedMappings,
                Candidate.changed(atStart, running, Candidate::atStart),
                told.isEmpty() ? Map.of() : record.due(told),
                List.of(),
                failures.isEmpty() ? null : "route_not_started",
                failures.isEmpty() ? null : String.join("; ", failures));
    }

    private List<ReloadOutcome.Change> changes(Candidate candidate, Map<String, Integer> numbers) {
        List<ReloadOutcome.Change> changes = new ArrayList<>();
        TreeSet<String> ids = new TreeSet<>(candidate.connectors().plans().keySet());
        connectors.all().forEach(plan -> ids.add(plan.id()));
        for (String id : ids) {
            ConnectionPlan before = connectors.find(id);
            ConnectionPlan after = candidate.connectors().plans().get(id);
            if (after == null) {
                changes.add(new ReloadOutcome.Change(id, "removed", 0));
            } else if (!same(before, after)) {
                changes.add(new ReloadOutcome.Change(
                        id, before == null ? "added" : "changed", numbers.getOrDefault(id, 0)));
            }
        }
        return changes;
    }

    private Set<String> destinations() {
        Set<String> destinations = new TreeSet<>();
        connectors
                .all()
                .forEach(plan -> plan.outbound().values().forEach(flow -> destinations.add(flow.destination())));
        return destinations;
    }

    private Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new TreeMap<>();
        connectors.all().forEach(plan -> numbers.put(plan.id(), connectors.generation(plan.id())));
        return numbers;
    }

    private static boolean same(@Nullable ConnectionPlan before, ConnectionPlan after) {
        return before != null && before.sha256().equals(after.sha256());
    }
}
