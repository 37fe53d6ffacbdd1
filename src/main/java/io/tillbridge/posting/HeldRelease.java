package io.tillbridge.posting;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.catalog.CrossReferences;
import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.catalog.ItemMaster;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.MappingsReplaced;
import io.tillbridge.message.HeldMessages;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Releases held messages whose missing thing is there. Whoever adds an item or a cross reference releases at once; this
 * looks again on a schedule, because a message may have been held at the very moment the thing appeared.
 */
@Component
public final class HeldRelease {

    private static final Logger LOG = LoggerFactory.getLogger(HeldRelease.class);

    /** Keys of one kind looked at in one go. */
    private static final int PAGE = 1000;

    private final DataSource database;
    private final HeldMessages held;
    private final ItemMaster items;
    private final CrossReferences references;
    private final OrderTies ties;
    private final ReadySignal signal;
    private final Mappings mappings;
    private final AtomicBoolean newFiles = new AtomicBoolean(true);

    HeldRelease(
            DataSource database,
            HeldMessages held,
            ItemMaster items,
            CrossReferences references,
            OrderTies ties,
            ReadySignal signal,
            Mappings mappings) {
        this.database = database;
        this.held = held;
        this.items = items;
        this.references = references;
        this.ties = ties;
        this.signal = signal;
        this.mappings = mappings;
    }

    @EventListener(MappingsReplaced.class)
    void mappingsReplaced() {
        newFiles.set(true);
    }

    @Scheduled(fixedDelayString = "${tillbridge.posting.release-every:5s}")
    void look() {
        try (Connection connection = database.getConnection()) {
            if (newFiles.compareAndSet(true, false)) {
                releaseForNewFiles(connection);
            }
            release(connection, PAGE);
        } catch (SQLException e) {
            LOG.debug("held messages are looked at again when the database is back", e);
        }
    }

    private void releaseForNewFiles(Connection connection) throws SQLException {
        try {
            releaseForValueMaps(connection, PAGE);
        } catch (SQLException e) {
            newFiles.set(true);
            throw e;
        }
    }

    /**
     * Releases what no longer misses anything.
     *
     * @param page keys looked at in one go; all are looked at
     * @return how many messages go on
     */
    int release(Connection connection, int page) throws SQLException {
        return walk(connection, "sku", page, this::knownItems)
                + walk(connection, "xref", page, this::knownReferences)
                + walk(connection, HoldKey.PARENT, page, ties::known);
    }

    /**
     * Releases what waits for a value map row that may be there now, at the start and after a change: a message whose row does
     * not count on its day is held again.
     */
    int releaseForValueMaps(Connection connection, int page) throws SQLException {
        return walk(
                connection,
                "valuemap",
                page,
                (unused, keys) -> keys.stream().filter(mappings::mayAnswer).toList());
    }

    /** Says which of the waiting keys are there now. */
    @FunctionalInterface
    private interface Present {
        List<HoldKey> among(Connection connection, List<HoldKey> waiting) throws SQLException;
    }

    private int walk(Connection connection, String kind, int page, Present present) throws SQLException {
        int released = 0;
        List<HoldKey> waiting = held.keys(connection, kind, null, page);
        while (!waiting.isEmpty()) {
            released += release(connection, present.among(connection, waiting));
            waiting = waiting.size() < page
                    ? List.of()
                    : held.keys(connection, kind, waiting.get(waiting.size() - 1), page);
        }
        return released;
    }

    private List<HoldKey> knownItems(Connection connection, List<HoldKey> waiting) throws SQLException {
        Set<String> known =
                items.known(connection, waiting.stream().map(HoldKey::name).collect(Collectors.toSet()));
        return waiting.stream().filter(key -> known.contains(key.name())).toList();
    }

    private List<HoldKey> knownReferences(Connection connection, List<HoldKey> waiting) throws SQLException {
        Map<Remote, HoldKey> remotes = new HashMap<>();
        for (HoldKey key : waiting) {
            String[] parts = key.name().split("/", 3);
            remotes.put(new Remote(parts[0], parts[1], parts[2]), key);
        }
        Set<Remote> found = references.locals(connection, remotes.keySet()).keySet();
        return found.stream().map(remotes::get).filter(Objects::nonNull).toList();
    }

    private int release(Connection connection, List<HoldKey> keys) throws SQLException {
        int released = held.release(connection, keys);
        if (released > 0) {
            LOG.info("message.released count={} keys={}", released, keys.size());
            signal.ready();
        }
        return released;
    }
}
