package io.tillbridge.console;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.posting.ConflictDesk;
import io.tillbridge.posting.OrderDesk;
import io.tillbridge.posting.OrderMoves;
import io.tillbridge.posting.OrderPromises;
import io.tillbridge.posting.OrderSourcing;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.reservation.DeskLoad;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.reservation.ReservationBed;
import io.tillbridge.reservation.ReservationDesk;
import io.tillbridge.reservation.ReservationQueries;
import io.tillbridge.reservation.RiskQueries;
import io.tillbridge.reservation.ShippedFulfilment;
import io.tillbridge.reservation.SubstitutionDesk;
import io.tillbridge.stock.OpenClaims;
import io.tillbridge.tasks.TaskDesk;
import io.tillbridge.tasks.TaskQueries;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Orders, reservations, tasks and conflicts of the API under test. */
@Import({
    DeskLoad.class,
    OpenClaims.class,
    RiskQueries.class,
    OrderQueries.class,
    OrderPromises.class,
    TaskQueries.class,
    TaskDesk.class,
    ConflictDesk.class
})
class ConsoleOrders {

    @Bean
    OrderDesk orderDesk(PostingBed bed) {
        return bed.orderDesk;
    }

    @Bean
    OrderSourcing orderSourcing(PostingBed posting) {
        return posting.sourcing;
    }

    @Bean
    FulfilmentRules fulfilmentRules() {
        return ShippedFulfilment.rules();
    }

    @Bean
    ReservationBed reservationBed(PostingBed bed) {
        return new ReservationBed(bed);
    }

    @Bean(destroyMethod = "")
    ReservationDesk reservationDesk(ReservationBed bed) {
        return bed.desk;
    }

    @Bean
    ReservationQueries reservationQueries(ReservationBed bed) {
        return bed.queries;
    }

    @Bean
    SubstitutionDesk substitutionDesk(ReservationBed bed, AuditLog audit) {
        return bed.substitutions(audit);
    }

    @Bean
    OrderMoves orderMoves(PostingBed bed) {
        return bed.orderMoves;
    }
}
