package io.tillbridge.reservation;

import static io.tillbridge.reservation.Request.Kind.CONFIRM;
import static io.tillbridge.reservation.Rounds.line;
import static io.tillbridge.reservation.Rounds.reserve;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.posting.PostingBed;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A customer hears of what is offered instead: the notice is in the lane of who accepts notices, with the offer. */
class SubstitutionNoticesIT {

    private final PostingBed posting = PostingBed.writing("MUG", "BLUE");
    private final ReservationBed bed = new ReservationBed(posting);

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void theOfferLeavesAsANoticeWhenItIsMadeAndOnlyThen() throws SQLException {
        bed.receive("MUG", 1);
        bed.receive("BLUE", 1);
        bed.desk.ask(reserve("a", line("1", "MUG", "S1", 1)));
        bed.desk.ask(bed.step("a", CONFIRM));
        SubstitutionDesk desk = bed.substitutions(new AuditLog(new JdbcTemplate(posting.database), posting.clock));

        SubstitutionDesk.Result none = desk.propose(
                Substitution.Of.reservation(Rounds.cart("a").reservation()), "9", "BLUE", null, "op", "ana");
        assertThat(none.refused()).isNotNull();
        assertThat(posting.sql
                        .sql("select count(*) from outbox_lane where destination = 'shop.letters'")
                        .query(Long.class)
                        .single())
                .isZero();
        desk.propose(Substitution.Of.reservation(Rounds.cart("a").reservation()), "1", "BLUE", null, "op", "ana");

        assertThat(told("shop.letters")).containsExactly("substitution customer a S1");
        assertThat(told("shop.pager")).containsExactly("substitution staff a S1 customer_service");
        assertThat(posting.count("task where kind = 'substitution' and state = 'open'"))
                .isEqualTo(1);
        desk.accept(1, "ana");
        assertThat(posting.count("task where kind = 'substitution' and state = 'open'"))
                .isZero();
    }

    private List<String> told(String destination) {
        return posting.sql.sql("""
                        select concat_ws(' ', d ->> 'kind', d ->> 'audience', d ->> 'orderId', d ->> 'location', d ->> 'owner')
                          from (select coalesce((select document from outbox_entry e
                                                  where e.destination = l.destination and e.key = l.key), l.desired)::json as d
                                  from outbox_lane l where destination = ?) told
                        """).param(destination).query(String.class).list();
    }
}
