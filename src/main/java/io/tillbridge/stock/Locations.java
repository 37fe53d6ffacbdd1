package io.tillbridge.stock;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The places that keep stock, as {@code config/locations.yaml} tells them. One that is not there is open for all. */
public final class Locations {

    /** None is told of. */
    public static final Locations NONE = new Locations(List.of(), ZoneOffset.UTC);

    private final Map<String, Location> byId = new HashMap<>();
    private final ZoneId zone;
    private final Map<String, Silence> silences;
    private final List<TopicSilence> topics;
    private final boolean guessUnknown;

    /** @param zone of places that are not told of */
    public Locations(Collection<Location> locations, ZoneId zone) {
        this(locations, zone, Map.of(), List.of(), false);
    }

    /**
     * The places, and the connections that are only heard.
     *
     * @param silences by connection, which silence means that nobody knows its stock
     * @param topics which silence on one topic means that nobody knows what is there
     * @param guessUnknown after their time figures that nobody knows are guessed by what usually sells, and not zero
     */
    public Locations(
            Collection<Location> locations,
            ZoneId zone,
            Map<String, Silence> silences,
            Collection<TopicSilence> topics,
            boolean guessUnknown) {
        this.topics = List.copyOf(topics);
        this.guessUnknown = guessUnknown;
        locations.forEach(location -> byId.put(location.id(), location));
        this.zone = zone;
        this.silences = Map.copyOf(silences);
    }

    /** Whether figures that nobody knows are guessed, after their time, by what usually sells. */
    public boolean guessUnknown() {
        return guessUnknown;
    }

    /** By connection, which silence means that nobody knows its stock. */
    public Map<String, Silence> silences() {
        return silences;
    }

    /** Which silence on one topic, of a connection or each of its registers, means that nobody knows what is there. */
    public List<TopicSilence> topics() {
        return topics;
    }

    public Location of(String id) {
        Location known = byId.get(id);
        return known == null ? new Location(id, zone, Set.of(), false, null, null, null) : known;
    }

    /** Ids of the places that a rule names or finds by their group, sorted. */
    public List<String> in(BufferRule.Where where) {
        if (where.reach() == BufferRule.Where.Reach.LOCATION) {
            return List.of(where.value());
        }
        return byId.values().stream()
                .filter(where::is)
                .map(Location::id)
                .sorted()
                .toList();
    }

    /** Ids of the places whose stock a connection tells, by connection, both sorted. */
    public Map<String, List<String>> bySource() {
        Map<String, List<String>> places = new TreeMap<>();
        byId.values().stream()
                .sorted(Comparator.comparing(Location::id))
                .filter(location -> location.source() != null)
                .forEach(location -> places.computeIfAbsent(location.source(), source -> new ArrayList<>())
                        .add(location.id()));
        return places;
    }

    /** Those told of, by id. */
    public Map<String, Location> all() {
        return Map.copyOf(byId);
    }

    /** Of places that are not told of. */
    public ZoneId zone() {
        return zone;
    }

    /** Sorted. */
    public Set<String> groups() {
        Set<String> groups = new TreeSet<>();
        byId.values().forEach(location -> groups.addAll(location.groups()));
        return groups;
    }

    /** Whether nothing is told. */
    public boolean none() {
        return byId.isEmpty();
    }
}
