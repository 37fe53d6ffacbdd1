package io.tillbridge.posting;

import io.tillbridge.mapping.ExactJson;
import io.tillbridge.posting.ReservationPosting.Asked;
import io.tillbridge.reservation.Outcome;
import io.tillbridge.reservation.Request;
import io.tillbridge.reservation.Tombstones;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A release that overtook its request: what it gave free is not held when the request comes. */
final class ReleasedBefore {

    private ReleasedBefore() {}

    /** The requests without lines that were given free after they had been asked for. */
    static List<Asked> without(Connection tx, List<Asked> said, Instant now, Effects effects) throws SQLException {
        if (said.isEmpty()) {
            return said;
        }
        Set<UUID> carts = new LinkedHashSet<>();
        said.forEach(one -> carts.add(one.request().reservation()));
        Tombstones tombstones = Tombstones.of(tx, carts);
        List<Asked> left = new ArrayList<>();
        for (Asked one : said) {
            if (one.request() instanceof Request.Step step && step.kind() == Request.Kind.RELEASE) {
                bury(step, one.occurredAt(), tombstones);
                left.add(one);
            } else if (one.request() instanceof Request.Reserve reserve) {
                keep(one, reserve, tombstones, left, effects);
            } else {
                left.add(one);
            }
        }
        tombstones.write(tx, now);
        return left;
    }

    /** A part of a line says nothing of the rest. */
    private static void bury(Request.Step step, Instant occurredAt, Tombstones tombstones) {
        if (step.parts().isEmpty()) {
            tombstones.add(step.reservation(), Tombstones.ALL, occurredAt);
        }
        step.parts().stream()
                .filter(part -> part.quantity() == null)
                .forEach(part -> tombstones.add(step.reservation(), part.line(), occurredAt));
    }

    private static void keep(
            Asked one, Request.Reserve reserve, Tombstones tombstones, List<Asked> left, Effects effects) {
        List<Request.Line> lines = reserve.lines().stream()
                .filter(line -> !tombstones.over(reserve.reservation(), line.id(), one.occurredAt()))
                .toList();
        if (lines.size() < reserve.lines().size()) {
            effects.conflicts.add(new Conflicts.Conflict(
                    "reservation_refused",
                    one.subject(),
                    one.messageId(),
                    ExactJson.nodes()
                            .objectNode()
                            .put("code", "released_before")
                            .put("detail", "it was given free after it had been asked for; nothing of that is held")
                            .toString()));
        }
        if (!lines.isEmpty()) {
            left.add(new Asked(
                    new Request.Reserve(
                            reserve.cart(),
                            reserve.fulfilment(),
                            reserve.channel(),
                            reserve.partial(),
                            reserve.expiresAt(),
                            reserve.promisedAt(),
                            lines),
                    one.messageId(),
                    one.occurredAt(),
                    one.subject()));
        }
    }

    /** What is given free before it was asked for is no mistake. */
    static boolean early(Request request, Outcome.Refused refused) {
        return request instanceof Request.Step step
                && step.kind() == Request.Kind.RELEASE
                && refused.code().equals("reservation_unknown");
    }
}
