package io.tillbridge.mapping;

import io.tillbridge.platform.InvalidFilesException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Follows the active set: another node, or the API, may have changed it. Posting looks as soon as it learns of a change;
 * this looks every second too, because deliveries are translated as well. What cannot be followed is told once per cause, and
 * once more when it is mended.
 */
public final class MappingRefresh implements MappingNews {

    private static final Logger LOG = LoggerFactory.getLogger(MappingRefresh.class);

    private final RunningMappings mappings;
    private final MappingImport imports;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile @Nullable NotFollowed notFollowed;

    /** Keeps what runs at what PostgreSQL has. */
    public MappingRefresh(
            RunningMappings mappings, MappingImport imports, ApplicationEventPublisher events, Clock clock) {
        this.mappings = mappings;
        this.imports = imports;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A generation of the active set that this node cannot run with its files.
     *
     * @param set generation that PostgreSQL has
     * @param runs generation that this node runs
     * @param since when this cause was seen first
     * @param cause every problem, one a line
     */
    record NotFollowed(long set, long runs, Instant since, String cause) {}

    /** What this node cannot follow; null while it runs what PostgreSQL has, as far as it knows. */
    @Nullable
    NotFollowed notFollowed() {
        return notFollowed;
    }

    @Override
    @Scheduled(fixedDelayString = "PT1S")
    public synchronized void look() {
        MappingSet before = mappings.running();
        long set = before.generation();
        try {
            set = imports.generation();
            if (set != before.generation()) {
                MappingSet now = imports.current(before.own());
                if (mappings.replace(before, now)) {
                    LOG.info("mapping.followed set={} before={}", now.generation(), before.generation());
                    events.publishEvent(new MappingsReplaced());
                }
            }
            mended(set);
        } catch (InvalidFilesException e) {
            tell(set, before.generation(), String.valueOf(e.getMessage()));
        } catch (DataAccessException e) {
            LOG.debug("the active set is looked at again when the database is back", e);
        }
    }

    private void tell(long set, long runs, String cause) {
        NotFollowed known = notFollowed;
        if (known != null && known.cause().equals(cause)) {
            notFollowed = new NotFollowed(set, runs, known.since(), cause);
            return;
        }
        notFollowed = new NotFollowed(set, runs, clock.instant(), cause);
        LOG.error(
                "mapping.not_followed what runs is older than what PostgreSQL has set={} runs={}: {}",
                set,
                runs,
                cause);
    }

    private void mended(long set) {
        NotFollowed known = notFollowed;
        if (known != null) {
            notFollowed = null;
            LOG.info("mapping.followed_again set={} since={}", set, known.since());
        }
    }
}
