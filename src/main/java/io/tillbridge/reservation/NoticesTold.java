package io.tillbridge.reservation;

import io.tillbridge.outbox.DesiredState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What notices come to: lanes of the destinations that accept them, to be written in the same transaction. */
@FunctionalInterface
public interface NoticesTold {

    /**
     * The lanes of some notices.
     *
     * @param tx reads how the customers of orders are reached; writes nothing
     */
    List<DesiredState> of(Connection tx, List<Notice> notices) throws SQLException;
}
