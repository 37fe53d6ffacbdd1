package io.tillbridge.posting;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.catalog.CrossReferences;
import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.catalog.ItemMaster;
import io.tillbridge.message.HeldMessages;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Releases held messages whose missing thing is there. Whoever adds an item or a cross reference releases at once; this
 * looks again on a schedule, because a message may have been held at the very moment the thing appeared.
 */
@Component
public final class HeldRelease {

    private static final Logger LOG = LoggerFactory.getLogger(HeldRelease.class);
    private static final int KEYS = 1000;

    private final DataSource database;
    private final HeldMessages held;
    private final ItemMaster items;
    private final CrossReferences references;
    private final ReadySignal signal;
    private final AtomicBoolean newFiles = new AtomicBoolean(true);

    HeldRelease(
            DataSource database, HeldMessages held, ItemMaster items, CrossReferences references, ReadySignal signal) {
        this.database = database;
        this.held = held;
        this.items = items;
        this.references = references;
        this.signal = signal;
    }

    @Scheduled(fixedDelayString = "${tillbridge.posting.release-every:5s}")
    void look() {
        try (Connection connection = database.getConnection()) {
            if (newFiles.get()) {
                releaseForValueMaps(connection);
                newFiles.set(false);
            }
            release(connection);
        } catch (SQLException e) {
            LOG.debug("held messages are looked at again when the database is back", e);
        }
    }

    /** Releases what no longer misses anything and returns how many messages go on. */
    int release(Connection connection) throws SQLException {
        List<HoldKey> waiting = held.keys(connection, KEYS);
        List<HoldKey> present = new ArrayList<>();
        Map<String, HoldKey> skus = new HashMap<>();
        Map<Remote, HoldKey> remotes = new HashMap<>();
        for (HoldKey key : waiting) {
            if (key.kind().equals("sku")) {
                skus.put(key.name(), key);
            } else if (key.kind().equals("xref")) {
                String[] parts = key.name().split("/", 3);
                remotes.put(new Remote(parts[0], parts[1], parts[2]), key);
            }
        }
        Set<String> known = items.known(connection, skus.keySet());
        skus.forEach((sku, key) -> add(present, known.contains(sku), key));
        Collection<Remote> found =
                references.locals(connection, remotes.keySet()).keySet();
        remotes.forEach((remote, key) -> add(present, found.contains(remote), key));
        return release(connection, present);
    }

    /**
     * Releases what waits for a value map row, because files are read at the start only: a message whose row is still
     * missing is held again.
     */
    int releaseForValueMaps(Connection connection) throws SQLException {
        return release(
                connection,
                held.keys(connection, KEYS).stream()
                        .filter(key -> key.kind().equals("valuemap"))
                        .toList());
    }

    private int release(Connection connection, List<HoldKey> keys) throws SQLException {
        int released = held.release(connection, keys);
        if (released > 0) {
            LOG.info("message.released count={} keys={}", released, keys.size());
            signal.ready();
        }
        return released;
    }

    private static void add(List<HoldKey> present, boolean here, HoldKey key) {
        if (here) {
            present.add(key);
        }
    }
}
