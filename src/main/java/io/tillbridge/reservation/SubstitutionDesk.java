package io.tillbridge.reservation;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.Transactions;
import io.tillbridge.reservation.Outcome.Refused;
import io.tillbridge.reservation.Request.Kind;
import io.tillbridge.tasks.Tasks;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Offers another item for a line of a reservation or an order. The substitute is held by a reservation of its own until
 * somebody decides: accepted, it is confirmed first, then as much of the line is given free.
 *
 * <p>What a crash leaves: a hold without an offer, which the same request sent again offers, or which expires; a confirmed substitute beside the line, which the same answer
 * sent again ends, because each step has a name of its own.
 */
@Component
public final class SubstitutionDesk {

    private static final int PAGE = 100;

    private final DataSource database;
    private final ReservationDesk desk;
    private final ReservedLines reserved;
    private final OrderedLines ordered;
    private final FulfilmentRules rules;
    private final NoticesTold notices;
    private final Tasks tasks;
    private final AuditLog audit;
    private final Clock clock;
    private final Outbox outbox = new Outbox();

    public SubstitutionDesk(
            DataSource database,
            ReservationDesk desk,
            ReservedLines reserved,
            OrderedLines ordered,
            FulfilmentRules rules,
            NoticesTold notices,
            Tasks tasks,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.desk = desk;
        this.reserved = reserved;
        this.ordered = ordered;
        this.rules = rules;
        this.notices = notices;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    /** What became of an offer: one of the two. */
    public record Result(
            @Nullable Substitution substitution, @Nullable Refused refused) {

        static Result refused(String code, String detail) {
            return new Result(null, Refused.of(code, detail));
        }
    }

    /**
     * Holds the substitute and tells the customer.
     *
     * @param quantity null: all that is open of the line, or was not found
     * @param operation names the request: the same one takes effect once
     */
    public Result propose(
            Substitution.Of of, String line, String sku, @Nullable BigDecimal quantity, String operation, String by)
            throws SQLException {
        NamedOffer name = NamedOffer.of(operation, of, line, sku, quantity);
        Optional<Result> before = Transactions.in(database, name::before);
        if (before.isPresent()) {
            return before.get();
        }
        SubstitutedLines.Found found = lines(of).find(of, line);
        SubstitutedLines.Line is = found.line();
        if (is == null) {
            return new Result(null, found.refused());
        }
        BigDecimal wanted = quantity == null ? is.open() : quantity;
        if (wanted.signum() <= 0) {
            return Result.refused("reservation_ended", "nothing of the line is wanted; name a quantity");
        }
        Instant now = reserved.now();
        Instant until = now.plus(rules.breaks().within());
        Cart cart = new Cart(is.connection(), "substitute|" + of.name() + "|" + line + "|" + sku + "|" + operation);
        Outcome outcome = desk.ask(new Request.Reserve(
                cart,
                is.fulfilment(),
                is.channel(),
                false,
                until,
                is.promisedAt(),
                List.of(Request.Line.of(line, sku, is.location(), wanted))));
        if (outcome instanceof Refused refused) {
            return new Result(null, refused);
        }
        Substitution proposed = new Substitution(
                0, of, line, sku, wanted, is.lacking(), cart.reservation(), until, "proposed", by, now, null, null);
        return offered(proposed, is, name);
    }

    private SubstitutedLines lines(Substitution.Of of) {
        return of.reservation() == null ? ordered : reserved;
    }

    private Result offered(Substitution proposed, SubstitutedLines.Line line, NamedOffer name) throws SQLException {
        return Transactions.in(database, tx -> {
            if (!name.begin(tx, clock.instant())) {
                return name.before(tx).orElseThrow();
            }
            long id = SubstitutionRows.insert(tx, proposed);
            List<Notice> told = new ArrayList<>(List.of(SubstitutionTold.customer(id, proposed, line)));
            told.addAll(StaffNotices.of(tasks.open(
                    tx,
                    List.of(SubstitutionTold.task(
                            id, proposed, line, rules.breaks().owner())))));
            outbox.schedule(tx, notices.of(tx, told), proposed.proposedAt());
            audit.record(tx, proposed.proposedBy(), "substitution.propose", String.valueOf(id), "{}");
            name.offered(tx, id);
            return new Result(SubstitutionRows.found(tx, id), null);
        });
    }

    /** What was offered, the oldest first. */
    public List<Substitution> of(Substitution.Of of) throws SQLException {
        return Transactions.in(database, tx -> SubstitutionRows.of(tx, of));
    }

    /** The customer takes the substitute; again changes nothing. */
    public Result accept(long id, String by) throws SQLException {
        Substitution offer = find(id);
        if (offer == null || offer.decided()) {
            return decided(id, offer, "accepted");
        }
        SubstitutedLines.Found found = lines(offer.of()).find(offer.of(), offer.line());
        SubstitutedLines.Line line = found.line();
        if (line == null) {
            return new Result(null, found.refused());
        }
        if (offer.needless(found)) {
            return withdraw(offer);
        }
        Optional<Refused> refused = step(offer, Kind.CONFIRM);
        if (refused.isPresent()) {
            return new Result(null, refused.get());
        }
        if (line.paid()) {
            step(offer, Kind.PAID);
        }
        if (line.allocated()) {
            step(offer, Kind.ALLOCATE);
        }
        lines(offer.of()).give(offer);
        return decide(offer, "accepted", by);
    }

    /** The customer does not take it; what was held is for others. */
    public Result refuse(long id, String by) throws SQLException {
        Substitution offer = find(id);
        if (offer == null || offer.decided()) {
            return decided(id, offer, "refused");
        }
        step(offer, Kind.RELEASE);
        return decide(offer, "refused", by);
    }

    /**
     * Takes offers back that nobody needs any more: the line left, is not wanted any more or was found; or the substitute is
     * held no longer. Their holds are free and their tasks done.
     */
    void withdrawNeedless() throws SQLException {
        long after = 0;
        List<Substitution> page;
        do {
            long from = after;
            page = Transactions.in(database, tx -> SubstitutionRows.proposed(tx, from, PAGE));
            for (Substitution offer : page) {
                if (!offer.until().isAfter(reserved.now())
                        || offer.needless(lines(offer.of()).find(offer.of(), offer.line()))) {
                    withdraw(offer);
                }
                after = offer.id();
            }
        } while (page.size() == PAGE);
    }

    /** Decided first: a hold that nobody releases after that expires. */
    private Result withdraw(Substitution offer) throws SQLException {
        decide(offer, Substitution.WITHDRAWN, "hub");
        step(offer, Kind.RELEASE);
        return decided(offer.id(), find(offer.id()), "accepted");
    }

    private Optional<Refused> step(Substitution offer, Kind kind) {
        Outcome outcome = desk.ask(new Request.Step(
                offer.held(),
                kind,
                List.of(),
                null,
                new Request.Operation("substitution " + offer.id() + " " + kind, clock.instant())));
        return outcome instanceof Refused refused ? Optional.of(refused) : Optional.empty();
    }

    private Result decide(Substitution offer, String state, String by) throws SQLException {
        return Transactions.in(database, tx -> {
            if (SubstitutionRows.decide(tx, offer.id(), state, by, clock.instant())) {
                tasks.end(tx, List.of(SubstitutionTold.key(offer.id())));
                audit.record(tx, by, "substitution." + state, String.valueOf(offer.id()), "{}");
            }
            return new Result(SubstitutionRows.found(tx, offer.id()), null);
        });
    }

    private static Result decided(long id, @Nullable Substitution offer, String state) {
        if (offer == null) {
            return Result.refused("substitution_unknown", "nothing was offered under number " + id);
        }
        return offer.state().equals(state)
                ? new Result(offer, null)
                : Result.refused("substitution_decided", "it is " + offer.state() + " already; offer another one");
    }

    private @Nullable Substitution find(long id) throws SQLException {
        return Transactions.in(database, tx -> Optional.ofNullable(SubstitutionRows.find(tx, id)))
                .orElse(null);
    }
}
