package io.tillbridge.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.connector.FileSend;
import io.tillbridge.partner.InterchangeNumbers;
import io.tillbridge.partner.NoPathValueException;
import io.tillbridge.partner.PartnerRequest;
import io.tillbridge.partner.Traceparent;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The transaction before a call: lanes are claimed, translated and frozen as an attempt. What a crash leaves: before the
 * commit nothing; after it an attempt that is repeated, with the same bytes and key, when its lease has ended.
 */
final class ClaimTransaction {

    private static final PartnerRequest NO_REQUEST = new PartnerRequest("", "", Map.of(), Map.of(), new byte[0]);

    private final DataSource database;
    private final Clock clock;
    private final DeliverySettings settings;
    private final LaneTranslator translator;
    private final DeliveryRecord record;
    private final LaneLook look;

    ClaimTransaction(
            DataSource database,
            Clock clock,
            DeliverySettings settings,
            LaneTranslator translator,
            DeliveryRecord record,
            LaneLook look) {
        this.look = look;
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.translator = translator;
        this.record = record;
    }

    /** Scheduled lanes whose time has come; null when there is nothing to call for. */
    @Nullable
    Attempt scheduled(Destination destination) throws SQLException {
        return claim(
                destination,
                (tx, id, now, ended) ->
                        LaneClaims.scheduled(tx, destination, now, id, settings.lease(destination), ended));
    }

    /**
     * Hinted lanes; null when none of them may leave now.
     *
     * @param grouping receives the lanes that wait for the end of their window
     */
    @Nullable
    Attempt hinted(Destination destination, List<String> keys, WindowWaits grouping) throws SQLException {
        return claim(destination, (tx, id, now, ended) -> hinted(tx, destination, keys, id, now, grouping));
    }

    /**
     * Lanes that somebody wrote who could not give hints; null when none of them may leave now.
     *
     * @param grouping receives the lanes that wait for the end of their window
     */
    @Nullable
    Attempt woken(Destination destination, WindowWaits grouping) throws SQLException {
        List<String> keys = new ArrayList<>();
        while (true) {
            keys.clear();
            Attempt attempt = claim(destination, (tx, id, now, ended) -> {
                if (keys.isEmpty()) {
                    keys.addAll(LaneWakes.take(tx, destination, now, destination.max()));
                }
                return keys.isEmpty() ? List.of() : hinted(tx, destination, keys, id, now, grouping);
            });
            if (attempt != null || keys.size() < destination.max()) {
                return attempt;
            }
        }
    }

    private List<Lane> hinted(
            Connection tx, Destination destination, List<String> keys, UUID id, Instant now, WindowWaits grouping)
            throws SQLException {
        List<Lane> lanes = LaneClaims.hinted(tx, destination, keys, now, id, settings.lease(destination));
        if (lanes.size() < keys.size()) {
            Set<String> others = new HashSet<>(keys);
            lanes.forEach(lane -> others.remove(lane.key()));
            grouping.add(DueLanes.grouped(tx, destination, others, now.plusMillis(20)));
        }
        return lanes;
    }

    @FunctionalInterface
    private interface Claim {
        /** @param ended receives lanes that it changed and did not claim */
        List<Lane> lanes(Connection tx, UUID id, Instant now, Set<String> ended) throws SQLException;
    }

    private @Nullable Attempt claim(Destination destination, Claim claim) throws SQLException {
        Instant now = clock.instant();
        if (!destination.dryRun()) {
            return claimed(destination, claim, now);
        }
        while (claimed(destination, claim, now) != null) {
            // shown, and the next of its lanes may be due
        }
        return null;
    }

    private @Nullable Attempt claimed(Destination destination, Claim claim, Instant now) throws SQLException {
        long callBefore = settings.callBefore();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Set<String> ended = new HashSet<>();
        Optional<Attempt> attempt = Transactions.in(database, tx -> {
            List<Lane> lanes = claim.lanes(tx, id, now, ended);
            if (lanes.isEmpty()) {
                return Optional.empty();
            }
            lanes.forEach(lane -> ended.add(lane.key()));
            Translated translated = translator.translate(tx, destination, lanes, now);
            return Optional.ofNullable(freeze(tx, destination, id, translated, now, callBefore));
        });
        // What a dry run shows is not in flight either
        if (attempt.isPresent() && !destination.dryRun()) {
            attempt.get().lanes().forEach(lane -> ended.remove(lane.key()));
        }
        look.after(destination, ended);
        return attempt.orElse(null);
    }

    private @Nullable Attempt freeze(
            Connection tx, Destination destination, UUID id, Translated translated, Instant now, long callBefore)
            throws SQLException {
        if (translated.mapped() != null && destination.flow().call() instanceof FileSend file) {
            InterchangeNumbers.number(tx, destination.connection().id(), file.format(), translated.mapped());
        }
        Call call = call(tx, destination, id, translated);
        Attempt attempt = new Attempt(
                id,
                1,
                call == null ? NO_REQUEST : call.request(),
                translated.version(),
                translated.lanes(),
                0,
                null,
                false,
                false,
                callBefore);
        if (!translated.aside().isEmpty()) {
            record.setAside(tx, destination, attempt, translated.aside(), now);
        }
        if (call == null) {
            return null;
        }
        OpenAttempts.freeze(tx, destination, attempt, call.idempotencyKey(), now, settings.lease(destination));
        if (destination.dryRun()) {
            DryRunLanes.show(tx, destination, attempt, now);
        } else {
            Confirmations.await(tx, destination, translated.lanes(), now);
            ToldFigures.note(tx, destination, translated.lanes(), now);
        }
        return attempt;
    }

    private record Call(PartnerRequest request, String idempotencyKey) {}

    /** What is sent; null when nothing can be, with its lanes set aside. */
    private static @Nullable Call call(Connection tx, Destination destination, UUID id, Translated translated)
            throws SQLException {
        if (translated.mapped() == null) {
            return null;
        }
        RequestScope scope = new RequestScope(destination.connection(), destination.flow(), translated, id);
        try {
            String trace = LaneTrace.of(tx, translated.lanes().get(0));
            return new Call(request(destination, scope).with(Traceparent.HEADER, trace), scope.idempotencyKey());
        } catch (NoPathValueException incomplete) {
            SetAside aside = translated.aside();
            translated.lanes().forEach(lane -> aside.fail(lane, NoPathValueException.CODE, "", incomplete.detail()));
            return null;
        }
    }

    /** What the flow sends, with its idempotency key in the header it names. */
    static PartnerRequest request(Destination destination, RequestScope scope) {
        PartnerRequest request = destination.partner().render(destination.flow().call(), scope::value);
        String header = destination.flow().idempotency().header();
        String key = scope.idempotencyKey();
        return header == null
                ? request
                : request.with(header, header.equalsIgnoreCase("Idempotency-Key") ? '"' + key + '"' : key);
    }
}
