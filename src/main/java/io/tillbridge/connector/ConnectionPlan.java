package io.tillbridge.connector;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One account at one system, ready to run: the connector with the connection's overlay, settings and secret references
 * applied. Immutable; a changed file makes a new plan of a new generation.
 *
 * @param id the connection's name, such as {@code acme-us}; part of every key
 * @param timezone the zone of the system's local times
 * @param startAt polls read nothing older
 * @param secrets where each secret is found; never its value
 * @param owns decisions this system is the source of truth for: {@code counts}, {@code items}, {@code sales}
 * @param dryRun flows that are read, translated and shown and neither posted nor sent; {@code fetch:<name>} of what they
 *     fetch
 * @param sha256 over the effective configuration: equal plans are the same generation
 */
public record ConnectionPlan(
        String id,
        String connector,
        String connectorVersion,
        ZoneId timezone,
        @Nullable Instant startAt,
        Map<String, String> settings,
        Map<String, SecretReference> secrets,
        Set<String> owns,
        Map<String, ClientPlan> clients,
        Map<String, InboundFlow> inbound,
        Map<String, FetchPlan> fetches,
        Map<String, OutboundFlow> outbound,
        String sha256,
        Set<String> dryRun) {

    public ConnectionPlan {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
        owns = Set.copyOf(owns);
        clients = Map.copyOf(clients);
        inbound = Map.copyOf(inbound);
        fetches = Map.copyOf(fetches);
        outbound = Map.copyOf(outbound);
        dryRun = Set.copyOf(dryRun);
    }

    /** A plan of which nothing runs dry. */
    public ConnectionPlan(
            String id,
            String connector,
            String connectorVersion,
            ZoneId timezone,
            @Nullable Instant startAt,
            Map<String, String> settings,
            Map<String, SecretReference> secrets,
            Set<String> owns,
            Map<String, ClientPlan> clients,
            Map<String, InboundFlow> inbound,
            Map<String, FetchPlan> fetches,
            Map<String, OutboundFlow> outbound,
            String sha256) {
        this(
                id,
                connector,
                connectorVersion,
                timezone,
                startAt,
                settings,
                secrets,
                owns,
                clients,
                inbound,
                fetches,
                outbound,
                sha256,
                Set.of());
    }

    /**
     * Whether a flow runs dry.
     *
     * @param flow as messages name it: also {@code fetch:<name>}, and with {@code #} and a number behind it
     */
    public boolean runsDry(String flow) {
        int part = flow.indexOf('#');
        return dryRun.contains(part < 0 ? flow : flow.substring(0, part));
    }

    /** How the stored bytes of a flow's messages are read; what was fetched or cut from another document is JSON. */
    public Format documents(String flow) {
        InboundFlow named = inbound.get(flow);
        return named == null ? new Format.Json() : named.source().documents();
    }

    /** What the stored place of each poll means, by flow; see {@link CursorRule#meaning}. */
    public Map<String, String> cursors() {
        Map<String, String> cursors = new TreeMap<>();
        inbound.forEach((name, flow) -> {
            if (flow.source() instanceof PollHttpSource poll) {
                cursors.put(name, poll.cursor().meaning());
            }
        });
        return cursors;
    }
}
