package io.tillbridge.reservation;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Offers of substitutes that became needless are taken back, also where nobody answers.
 *
 * <p>What a crash leaves: offers that the next look takes back; one that is taken back and still held until its time is over.
 */
@Component
final class SubstitutionSweep {

    private static final Logger LOG = LoggerFactory.getLogger(SubstitutionSweep.class);

    private final SubstitutionDesk desk;

    SubstitutionSweep(SubstitutionDesk desk) {
        this.desk = desk;
    }

    @Scheduled(fixedDelayString = "PT1M")
    void sweep() {
        try {
            desk.withdrawNeedless();
        } catch (SQLException | ReservationDesk.Busy e) {
            LOG.debug("offers are looked at again in a moment", e);
        }
    }
}
