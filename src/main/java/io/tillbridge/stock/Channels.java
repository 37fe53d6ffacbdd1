package io.tillbridge.stock;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The channels, and which destination is told the figure of which. */
public final class Channels {

    /** Each connection is a channel of its own. */
    public static final Channels PLAIN = new Channels(List.of());

    private final Map<String, Channel> byId = new TreeMap<>();
    private final Map<String, Channel> byDestination = new HashMap<>();

    public Channels(Collection<Channel> channels) {
        for (Channel channel : channels) {
            byId.put(channel.id(), channel);
            channel.destinations().forEach(destination -> byDestination.put(destination, channel));
        }
    }

    /** Sorted. */
    public Set<String> ids() {
        return byId.keySet();
    }

    /** Whether some channel is told from when more can be promised. */
    public boolean anyBackorder() {
        return byId.values().stream().anyMatch(Channel::backorder);
    }

    /** The channel of a name; one that no file tells of has no fulfilment type. */
    public Channel named(String id) {
        Channel found = byId.get(id);
        return found == null ? Channel.plain(id) : found;
    }

    /** The channel of this name, or the one whose figure a connection of this name is told. */
    public Channel asking(String name) {
        Channel found = byId.get(name);
        return found == null ? of(name, name) : found;
    }

    /** Whose figure a destination is told. */
    public Channel of(String connection, String destination) {
        Channel found = byDestination.get(destination);
        found = found == null ? byDestination.get(connection) : found;
        return found == null ? Channel.plain(connection) : found;
    }
}
