package io.tillbridge.reservation;

import io.tillbridge.outbox.DesiredState;
import java.util.List;

/** What notices come to: lanes of the destinations that accept them, to be written in the same transaction. */
@FunctionalInterface
public interface NoticesTold {

    List<DesiredState> of(List<Notice> notices);
}
