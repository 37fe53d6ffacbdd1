package io.tillbridge.reservation;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.Transactions;
import io.tillbridge.reservation.Outcome.Refused;
import io.tillbridge.reservation.Request.Kind;
import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.NetworkAvailability;
import io.tillbridge.stock.ReservedLine;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Offers another item for a line of a reservation. The substitute is held by a reservation of its own until somebody decides:
 * accepted, it is confirmed first, then as much of the line is given free.
 *
 * <p>What a crash leaves: a hold without an offer, which expires; a confirmed substitute beside the line, which the same answer
 * sent again ends, because each step has a name of its own.
 */
@Component
public final class SubstitutionDesk {

    private final DataSource database;
    private final ReservationDesk desk;
    private final ReservationQueries reservations;
    private final FulfilmentRules rules;
    private final NoticesTold notices;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    public SubstitutionDesk(
            DataSource database,
            ReservationDesk desk,
            ReservationQueries reservations,
            FulfilmentRules rules,
            NoticesTold notices,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.desk = desk;
        this.reservations = reservations;
        this.rules = rules;
        this.notices = notices;
        this.outbox = outbox;
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
     */
    public Result propose(UUID reservation, String line, String sku, @Nullable BigDecimal quantity, String by)
            throws SQLException {
        List<ReservedLine> parts = parts(reservation, line);
        if (parts.isEmpty()) {
            return Result.refused("line_unknown", "reservation " + reservation + " has no line '" + line + "'");
        }
        ReservedLine first = parts.get(parts.size() - 1);
        Refused no = refusal(parts, line);
        if (no != null) {
            return new Result(null, no);
        }
        BigDecimal wanted = quantity == null ? open(parts, true) : quantity;
        if (wanted.signum() <= 0) {
            return Result.refused("reservation_ended", "nothing of the line is wanted; name a quantity");
        }
        Instant now = reservations.now(); // Holds expire by the time of the database
        Instant until = now.plus(rules.breaks().within());
        Cart cart = new Cart(first.id().connection(), "substitute|" + reservation + "|" + line + "|" + sku + "|" + now);
        Outcome outcome = desk.ask(new Request.Reserve(
                cart,
                first.terms().fulfilment(),
                first.terms().channel(),
                false,
                until,
                first.terms().promisedAt(),
                List.of(Request.Line.of(line, sku, place(first), wanted))));
        if (outcome instanceof Refused refused) {
            return new Result(null, refused);
        }
        Substitution proposed = new Substitution(
                0, reservation, line, sku, wanted, cart.reservation(), until, "proposed", by, now, null, null);
        return new Result(offered(proposed, first), null);
    }

    private static @Nullable Refused refusal(List<ReservedLine> parts, String line) {
        boolean kit = parts.stream()
                .anyMatch(part -> !part.id().sku().equals(parts.get(0).id().sku())
                        || part.amounts().per().compareTo(BigDecimal.ONE) != 0);
        if (kit) {
            return Refused.of("kit_not_substituted", "line '" + line + "' is a kit; offer another kit as a new line");
        }
        return parts.stream().anyMatch(part -> part.state() == ClaimState.HELD)
                ? Refused.of("not_confirmed", "line '" + line + "' is held only; change the cart instead")
                : null;
    }

    private Substitution offered(Substitution proposed, ReservedLine line) throws SQLException {
        return Transactions.in(database, tx -> {
            long id = SubstitutionRows.insert(tx, proposed);
            Notice notice = new Notice(
                    Notice.id("substitution", String.valueOf(id), proposed.reservation()),
                    "substitution",
                    "customer",
                    line.id().reference(),
                    place(line),
                    "Another item is offered",
                    proposed.substitute() + " is kept instead of " + line.id().sku() + " until " + proposed.until(),
                    proposed.proposedAt(),
                    proposed.reservation());
            outbox.schedule(tx, notices.of(List.of(notice)), proposed.proposedAt());
            audit.record(tx, proposed.proposedBy(), "substitution.propose", String.valueOf(id), "{}");
            return found(tx, id);
        });
    }

    /** What was offered for a reservation, the oldest first. */
    public List<Substitution> of(UUID reservation) throws SQLException {
        return Transactions.in(database, tx -> SubstitutionRows.of(tx, reservation));
    }

    /** The customer takes the substitute; again changes nothing. */
    public Result accept(long id, String by) throws SQLException {
        Substitution offer = find(id);
        if (offer == null || offer.decided()) {
            return decided(id, offer, "accepted");
        }
        List<ReservedLine> parts = parts(offer.reservation(), offer.line());
        boolean paid = parts.stream().anyMatch(part -> part.terms().paid());
        boolean allocated = parts.stream().anyMatch(part -> part.state() == ClaimState.ALLOCATED);
        Optional<Refused> refused = step(offer, offer.held(), Kind.CONFIRM, List.of());
        if (refused.isPresent()) {
            return new Result(null, refused.get());
        }
        if (paid) {
            step(offer, offer.held(), Kind.PAID, List.of());
        }
        if (allocated) {
            step(offer, offer.held(), Kind.ALLOCATE, List.of());
        }
        BigDecimal given = open(parts, false).min(offer.quantity());
        if (given.signum() > 0) {
            step(offer, offer.reservation(), Kind.RELEASE, List.of(new Request.Part(offer.line(), given)));
        }
        return decide(offer, "accepted", by);
    }

    /** The customer does not take it; what was held is for others. */
    public Result refuse(long id, String by) throws SQLException {
        Substitution offer = find(id);
        if (offer == null || offer.decided()) {
            return decided(id, offer, "refused");
        }
        step(offer, offer.held(), Kind.RELEASE, List.of());
        return decide(offer, "refused", by);
    }

    private Optional<Refused> step(Substitution offer, UUID reservation, Kind kind, List<Request.Part> parts) {
        Outcome outcome = desk.ask(new Request.Step(
                reservation,
                kind,
                parts,
                null,
                new Request.Operation("substitution " + offer.id() + " " + kind, clock.instant())));
        return outcome instanceof Refused refused ? Optional.of(refused) : Optional.empty();
    }

    private Result decide(Substitution offer, String state, String by) throws SQLException {
        return Transactions.in(database, tx -> {
            if (SubstitutionRows.decide(tx, offer.id(), state, by, clock.instant())) {
                audit.record(tx, by, "substitution." + state, String.valueOf(offer.id()), "{}");
            }
            return new Result(found(tx, offer.id()), null);
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

    private static Substitution found(Connection tx, long id) throws SQLException {
        Substitution found = SubstitutionRows.find(tx, id);
        if (found == null) {
            throw new IllegalStateException("substitution " + id + " is not where it was written");
        }
        return found;
    }

    private List<ReservedLine> parts(UUID reservation, String line) {
        return reservations.find(List.of(reservation)).stream()
                .filter(one -> one.id().line().equals(line))
                .toList();
    }

    /** @param rejected whether what a location could not find counts when nothing is open */
    private static BigDecimal open(List<ReservedLine> parts, boolean rejected) {
        BigDecimal open = parts.stream().map(ReservedLine::open).reduce(BigDecimal.ZERO, BigDecimal::add);
        return open.signum() > 0 || !rejected
                ? open
                : parts.stream()
                        .filter(part -> part.state() == ClaimState.REJECTED)
                        .map(part -> part.amounts().asked())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static @Nullable String place(ReservedLine line) {
        return line.location().equals(NetworkAvailability.UNASSIGNED) ? null : line.location();
    }
}
