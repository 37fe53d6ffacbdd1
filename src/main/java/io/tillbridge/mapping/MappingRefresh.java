package io.tillbridge.mapping;

import io.tillbridge.platform.InvalidFilesException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Follows the active set: another node, or the API, may have changed it. Posting looks as soon as it learns of a change;
 * this looks every second too, because deliveries are translated as well.
 */
public final class MappingRefresh implements MappingNews {

    private static final Logger LOG = LoggerFactory.getLogger(MappingRefresh.class);

    private final RunningMappings mappings;
    private final MappingImport imports;
    private final ApplicationEventPublisher events;

    /** Keeps what runs at what PostgreSQL has. */
    public MappingRefresh(RunningMappings mappings, MappingImport imports, ApplicationEventPublisher events) {
        this.mappings = mappings;
        this.imports = imports;
        this.events = events;
    }

    @Override
    @Scheduled(fixedDelayString = "PT1S")
    public synchronized void look() {
        try {
            MappingSet before = mappings.running();
            if (imports.generation() != before.generation()) {
                MappingSet now = imports.current(before.own());
                if (mappings.replace(before, now)) {
                    LOG.info("mapping.followed set={} before={}", now.generation(), before.generation());
                    events.publishEvent(new MappingsReplaced());
                }
            }
        } catch (InvalidFilesException e) {
            LOG.error("mapping.not_followed what runs is older than what PostgreSQL has: {}", e.getMessage());
        } catch (DataAccessException e) {
            LOG.debug("the active set is looked at again when the database is back", e);
        }
    }
}
