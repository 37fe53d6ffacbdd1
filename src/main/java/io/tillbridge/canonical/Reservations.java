package io.tillbridge.canonical;

import static io.tillbridge.canonical.Cells.id;
import static io.tillbridge.canonical.Cells.instant;
import static io.tillbridge.canonical.Cells.lines;
import static io.tillbridge.canonical.Cells.notNegative;
import static io.tillbridge.canonical.Cells.optionalId;
import static io.tillbridge.canonical.Cells.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code reservation.v1}. */
final class Reservations {

    private Reservations() {}

    static ReservationRequested requested(ObjectNode body) {
        List<ReservationRequested.Line> lines = lines(
                body,
                line -> new ReservationRequested.Line(
                        id(line, "id"),
                        text(line, "sku"),
                        notNegative(line, "quantity"),
                        optionalId(line, "location")));
        distinct(lines.stream().map(ReservationRequested.Line::id).toList());
        return new ReservationRequested(
                id(body, "system"),
                id(body, "id"),
                cart(body),
                optionalId(body, "fulfilment"),
                body.path("partial").asBoolean(false),
                instant(body, "occurredAt"),
                body.hasNonNull("expiresAt") ? instant(body, "expiresAt") : null,
                lines);
    }

    static ReservationReleased released(ObjectNode body) {
        List<ReservationReleased.Line> lines =
                lines(body, line -> new ReservationReleased.Line(id(line, "id"), notNegative(line, "quantity")));
        distinct(lines.stream().map(ReservationReleased.Line::id).toList());
        return new ReservationReleased(
                id(body, "system"), id(body, "id"), cart(body), instant(body, "occurredAt"), lines);
    }

    private static String cart(ObjectNode body) {
        String cart = optionalId(body, "cart");
        return cart == null ? id(body, "id") : cart;
    }

    private static void distinct(List<String> ids) {
        Set<String> known = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!known.add(ids.get(i))) {
                throw new InvalidCanonicalEvent(
                        "lines[" + i + "].id", "an earlier line has this id too; each line of a cart has its own");
            }
        }
    }
}
