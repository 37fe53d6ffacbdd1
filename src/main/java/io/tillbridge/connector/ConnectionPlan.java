package io.tillbridge.connector;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
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
        String sha256) {

    public ConnectionPlan {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
        owns = Set.copyOf(owns);
        clients = Map.copyOf(clients);
        inbound = Map.copyOf(inbound);
        fetches = Map.copyOf(fetches);
        outbound = Map.copyOf(outbound);
    }

    /** How the stored bytes of a flow's messages are read; what was fetched or cut from another document is JSON. */
    public Format documents(String flow) {
        InboundFlow named = inbound.get(flow);
        return named == null ? new Format.Json() : named.source().documents();
    }
}
