package io.tillbridge.trial;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Everything that partners have been seen to do wrong, done to every flow of a connector by a local fake on a clock of its
 * own. Intake, posting and delivery run their own code up to where PostgreSQL begins.
 */
public final class StandardSuite {

    private final Bench bench;
    private final HomeFiles home;
    private final ConnectorTestFile test;
    private final Predicate<String> flows;

    private StandardSuite(Bench bench, HomeFiles home, ConnectorTestFile test, Predicate<String> flows) {
        this.bench = bench;
        this.home = home;
        this.test = test;
        this.flows = flows;
    }

    /**
     * What the suite found.
     *
     * @param results by flow and check; empty when there are problems
     * @param problems of the connector's files, its test file included
     */
    public record Report(String connector, List<CheckResult> results, List<Problem> problems) {
        public Report {
            results = List.copyOf(results);
            problems = List.copyOf(problems);
        }

        /** Whether no check failed and there is no problem. */
        public boolean green() {
            return problems.isEmpty()
                    && results.stream().noneMatch(result -> result.verdict() == CheckResult.Verdict.FAILED);
        }
    }

    /**
     * Runs the suite.
     *
     * @throws IllegalArgumentException when the home has no such connector
     */
    public static Report run(HomeFiles home, String connector) {
        return run(home, TrialMappings.of(home), connector, flow -> true);
    }

    /**
     * Runs a part of the suite.
     *
     * @param mappings of the home
     * @param flows takes the names of those to be tried, a fetch by its bare name
     * @throws IllegalArgumentException when the home has no such connector
     */
    static Report run(HomeFiles home, TrialMappings mappings, String connector, Predicate<String> flows) {
        if (!home.exists(TrialHome.file(connector))) {
            throw new IllegalArgumentException("no connector '" + connector + "': there is no "
                    + TrialHome.file(connector) + " below " + home.home());
        }
        Problems problems = new Problems();
        ConnectorTestFile test = ConnectorTestFile.read(home, connector, problems);
        Map<String, String> known = TrialHome.known(mappings.samples(), connector);
        try (FakePartner fake = new FakePartner();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            HomeFiles files = new TrialHome(home, connector, known, test).files(fake.url());
            ConnectorCatalog.Loaded loaded = ConnectorCatalog.load(files);
            ConnectionPlan plan = loaded.plans().get(TrialHome.CONNECTION);
            if (plan == null || !problems.isEmpty()) {
                List<Problem> all = new ArrayList<>(problems.list());
                all.addAll(loaded.problems());
                return new Report(connector, List.of(), all);
            }
            camel.start();
            Aside.logins(fake, plan);
            Bench bench = new Bench(plan, mappings.mappings(), mappings.samples(), camel, fake, new TrialClock());
            return new Report(connector, new StandardSuite(bench, home, test, flows).all(), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("the trial's Camel context did not close", e);
        }
    }

    private List<CheckResult> all() {
        ConnectionPlan plan = bench.plan();
        FlowChecks checks = new FlowChecks(bench, home, test);
        taken(plan.inbound()).forEach(checks::inbound);
        taken(plan.fetches()).forEach(checks::fetch);
        taken(plan.outbound()).forEach(checks::outbound);
        return checks.results().stream().map(this::waived).toList();
    }

    private <F> Collection<F> taken(Map<String, F> all) {
        Map<String, F> taken = new TreeMap<>(all);
        taken.keySet().removeIf(flows.negate());
        return taken.values();
    }

    private CheckResult waived(CheckResult result) {
        if (result.verdict() != CheckResult.Verdict.FAILED) {
            return result;
        }
        return test.waivers().stream()
                .filter(waiver -> waiver.flow().equals(result.flow()) && waiver.check() == result.check())
                .findFirst()
                .map(waiver -> result.waived(waiver.why()))
                .orElse(result);
    }
}
