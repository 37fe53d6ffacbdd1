package io.tillbridge.trial;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.ConnectionCheck;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.ValueMap;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.HttpPartner;
import io.tillbridge.partner.PartnerRequest;
import io.tillbridge.partner.Partners;
import io.tillbridge.partner.PlanScope;
import io.tillbridge.partner.Received;
import io.tillbridge.partner.RequestRenderer;
import io.tillbridge.partner.RetryAfter;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.security.SecretVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Asks a connection's partner whether the connection works. */
public final class Probes {

    private static final Duration SKEW = Duration.ofMinutes(2);

    private final LiveConnection live;
    private final Patience patience;
    private final List<Probe> probes = new ArrayList<>();

    private Probes(LiveConnection live, Patience patience) {
        this.live = live;
        this.patience = patience;
    }

    /** How a probe ended. */
    public enum Result {
        OK,
        REFUSED,
        UNREACHABLE
    }

    /**
     * One probe.
     *
     * @param client empty for the connection's secrets
     * @param name {@code secrets}, {@code connect}, {@code log in}, {@code clock}, or a check of the connector
     * @param reason what was seen; never a credential or the partner's words
     */
    public record Probe(String client, String name, Result result, String reason) {}

    /**
     * Probes every HTTP client and every check of a connection; nothing is called while a secret is not in place. What a
     * budget or the partner asks for between two calls is waited for, two minutes in all.
     *
     * @param told receives a line before each longer wait
     * @throws IllegalArgumentException when there is no such connection
     * @throws io.tillbridge.platform.InvalidFilesException when the files have problems
     */
    public static List<Probe> of(
            HomeFiles home, String connection, SecretVault vault, Clock clock, Consumer<String> told) {
        Probes probes = new Probes(LiveConnection.of(home, connection, vault, clock), new Patience(told));
        List<String> missing = probes.live.missing();
        if (!missing.isEmpty()) {
            return missing.stream()
                    .map(one -> new Probe("", "secrets", Result.REFUSED, one))
                    .toList();
        }
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            probes.run(probes.live.partners(camel));
        } catch (IOException e) {
            throw new UncheckedIOException("the Camel context of the probes did not close", e);
        }
        return List.copyOf(probes.probes);
    }

    private void run(Partners partners) {
        List<ConnectionCheck> checks = live.catalog().checks(live.plan().id());
        new TreeMap<>(live.plan().clients()).forEach((name, client) -> {
            if (!(client instanceof HttpClientPlan)) {
                return;
            }
            HttpPartner partner = partners.http(live.plan(), name);
            connected(name, call(partner, request(checks, name, partner)));
            checks.stream().filter(check -> check.client().equals(name)).forEach(check -> own(check, partner));
        });
    }

    private Answer call(HttpPartner partner, PartnerRequest request) {
        Answer answer = partner.call(request, 0);
        while (answer instanceof Answer.NotCalled not && patience.sitOut(not.pause(), not.reason())) {
            answer = partner.call(request, 0);
        }
        return answer;
    }

    private PartnerRequest request(List<ConnectionCheck> checks, String client, HttpPartner partner) {
        return checks.stream()
                .filter(check -> check.client().equals(client))
                .findFirst()
                .map(check ->
                        render(check, partner, codes(check).stream().findFirst().orElse("")))
                .orElseGet(() -> new PartnerRequest("GET", "", Map.of(), Map.of(), new byte[0]));
    }

    private PartnerRequest render(ConnectionCheck check, HttpPartner partner, String code) {
        return RequestRenderer.render(
                partner.plan(),
                check.request(),
                path -> path.equals("value") ? TextNode.valueOf(code) : PlanScope.value(live.plan(), path));
    }

    /** The codes a check asks for, sorted; one empty one when it asks once, none when there is no such column. */
    private Set<String> codes(ConnectionCheck check) {
        ConnectionCheck.Codes each = check.each();
        ValueMap map = each == null ? null : MappingCatalog.load(live.home()).valueMap(each.valueMap());
        int column = map == null || each == null ? -1 : map.columns().indexOf(each.column());
        if (each == null) {
            return Set.of("");
        }
        if (map == null || (column < 0 && !each.column().equals("target"))) {
            return Set.of();
        }
        LocalDate today =
                LocalDate.ofInstant(live.clock().instant(), live.plan().timezone());
        return map.rows().stream()
                .filter(row -> row.on(today))
                .map(row -> column < 0 ? row.target() : row.keys().get(column))
                .filter(code -> !code.equals("*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void connected(String client, Answer answer) {
        Received received = received(answer);
        if (received == null) {
            probes.add(new Probe(client, "connect", Result.UNREACHABLE, unanswered(answer)));
            return;
        }
        probes.add(new Probe(client, "connect", Result.OK, "answered " + received.status()));
        boolean known = !(answer instanceof Answer.AuthFailed) && received.status() != 401 && received.status() != 403;
        probes.add(new Probe(
                client,
                "log in",
                known ? Result.OK : Result.REFUSED,
                known ? "the credentials were not refused" : "answered " + received.status() + "; check the secrets"));
        clock(client, received);
    }

    private void clock(String client, Received received) {
        String date = received.headers().get("date");
        Instant now = live.clock().instant();
        Duration ahead = date == null ? null : RetryAfter.parse(date, now).orElse(null);
        if (date == null || ahead == null) {
            probes.add(new Probe(client, "clock", Result.OK, "the partner does not say what time it is"));
        } else {
            boolean fine = ahead.compareTo(SKEW) <= 0;
            probes.add(new Probe(
                    client,
                    "clock",
                    fine ? Result.OK : Result.REFUSED,
                    fine
                            ? "not ahead of ours"
                            : "ahead of ours by " + ahead + "; set cursor.holdBack longer, or the clock"));
        }
    }

    /** One probe a check; of several codes the first one that is refused is told. */
    private void own(ConnectionCheck check, HttpPartner partner) {
        Set<String> codes = codes(check);
        Probe probe = new Probe(
                check.client(), check.name(), Result.REFUSED, "no value map with codes named " + check.each());
        for (String code : codes) {
            probe = own(check, partner, code);
            if (probe.result() != Result.OK) {
                break;
            }
        }
        probes.add(probe);
    }

    private Probe own(ConnectionCheck check, HttpPartner partner, String code) {
        String of = code.isEmpty() ? "" : " for '" + code + "'";
        Answer answer = call(partner, render(check, partner, code));
        Received received = received(answer);
        if (!(answer instanceof Answer.Ok) || received == null) {
            return new Probe(
                    check.client(),
                    check.name(),
                    received == null ? Result.UNREACHABLE : Result.REFUSED,
                    (received == null ? unanswered(answer) : "answered " + received.status()) + of);
        }
        boolean holds = !(received.json() instanceof MissingNode)
                && Conditions.holds(
                        check.expect(),
                        received.json(),
                        name -> received.headers().get(name.toLowerCase(Locale.ROOT)),
                        received.status());
        return new Probe(
                check.client(),
                check.name(),
                holds ? Result.OK : Result.REFUSED,
                holds ? "as expected" : "the answer is not what the check expects" + of);
    }

    private static String unanswered(Answer answer) {
        if (answer instanceof Answer.NotCalled not) {
            return "not called: " + not.reason() + ", for another "
                    + Duration.ofSeconds(not.pause().toSeconds());
        }
        return answer instanceof Answer.Transient later
                ? later.detail()
                : answer instanceof Answer.Unknown unknown ? unknown.detail() : "no answer";
    }

    private static @Nullable Received received(Answer answer) {
        if (answer instanceof Answer.Ok ok) {
            return ok.received();
        }
        if (answer instanceof Answer.Refused refused) {
            return refused.received();
        }
        if (answer instanceof Answer.AuthFailed auth) {
            return auth.received();
        }
        if (answer instanceof Answer.RateLimited limited) {
            return limited.received();
        }
        return answer instanceof Answer.Transient later ? later.received() : null;
    }
}
