package io.tillbridge.console;

import io.tillbridge.canonical.InvalidCanonicalEvent;
import io.tillbridge.canonical.Quantities;
import io.tillbridge.reservation.Cart;
import io.tillbridge.reservation.Request;
import io.tillbridge.reservation.Request.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What requests about reservations say, and how it is read. */
final class ReservationBodies {

    private static final int MOST_LINES = 100;

    private ReservationBodies() {}

    /**
     * What to hold.
     *
     * @param connection whose cart it is
     * @param reference the cart's or order's id there
     * @param fulfilment a type of config/fulfilment.yaml
     * @param channel where the customer is
     * @param partial true: of each line what can be had; else all lines or none
     * @param expiresAt absent: as the fulfilment type says
     * @param promisedAt when the customer was told to have it
     */
    record Reserve(
            String connection,
            String reference,
            @Nullable String fulfilment,
            @Nullable String channel,
            @Nullable Boolean partial,
            @Nullable Instant expiresAt,
            @Nullable Instant promisedAt,
            List<Line> lines) {}

    /**
     * A line of the cart: one item, or a kit of components.
     *
     * @param quantity in units of the line; 0 frees it
     * @param components of a kit, instead of {@code sku}
     */
    record Line(
            String line,
            @Nullable String sku,
            @Nullable String location,
            String quantity,
            @Nullable List<Component> components) {}

    /** How many of an item one kit takes. */
    record Component(String sku, String quantity) {}

    /** A line and how much of it; no quantity: all that is open. */
    record Part(String line, @Nullable String quantity) {}

    /** Which lines; absent: all. */
    record Parts(@Nullable List<Part> lines) {}

    /** Why a hold lasts longer: {@code activity} (the default) or {@code payment}, which has begun. */
    record Extend(@Nullable String reason) {}

    /** Whether the money is there: then it is never refused, but told to a person. */
    record Confirm(@Nullable Boolean paid) {}

    /** Where to; absent for an allocation of lines that have a location already. */
    record Placed(@Nullable String location, @Nullable List<Part> lines) {}

    /** What was picked, or what could not be found: one of the two. */
    record Pick(@Nullable List<Part> lines, @Nullable List<Part> missing) {}

    static Request.Reserve reserve(Reserve body) {
        List<Request.Line> lines = new ArrayList<>();
        if (body.lines() == null || body.lines().isEmpty() || body.lines().size() > MOST_LINES) {
            throw ApiProblem.badRequest("invalid_lines", "'lines' must hold 1 to " + MOST_LINES + " lines");
        }
        Set<String> names = new HashSet<>();
        for (Line line : body.lines()) {
            String name = Texts.id("line", line.line());
            if (!names.add(name)) {
                throw ApiProblem.badRequest(
                        "invalid_lines", "line '" + name + "' is there twice; give each its own id");
            }
            lines.add(new Request.Line(
                    name,
                    line.location() == null ? null : Texts.id("location", line.location()),
                    quantity(line.quantity(), false),
                    items(line)));
        }
        return new Request.Reserve(
                new Cart(Texts.id("connection", body.connection()), Texts.id("reference", body.reference())),
                body.fulfilment(),
                body.channel() == null ? null : Texts.id("channel", body.channel()),
                Boolean.TRUE.equals(body.partial()),
                body.expiresAt(),
                body.promisedAt(),
                lines);
    }

    private static List<Request.Component> items(Line line) {
        List<Component> components = line.components();
        if ((components == null) == (line.sku() == null) || (components != null && components.isEmpty())) {
            throw ApiProblem.badRequest(
                    "invalid_lines",
                    "line '" + line.line() + "' needs a 'sku' or, for a kit, 'components'; one of the two");
        }
        if (components == null) {
            return List.of(new Request.Component(Texts.id("sku", line.sku()), BigDecimal.ONE));
        }
        Set<String> skus = new HashSet<>();
        List<Request.Component> items = new ArrayList<>();
        for (Component component : components) {
            String sku = Texts.id("sku", component.sku());
            if (!skus.add(sku)) {
                throw ApiProblem.badRequest(
                        "invalid_lines", "component '" + sku + "' is there twice; add up its quantities");
            }
            items.add(new Request.Component(sku, quantity(component.quantity(), true)));
        }
        return items;
    }

    static Request.Step step(
            UUID id, Kind kind, @Nullable List<Part> parts, @Nullable String location, String operation, Instant now) {
        return new Request.Step(
                id,
                kind,
                parts(parts),
                location == null ? null : Texts.id("location", location),
                new Request.Operation(operation, now));
    }

    /** Lines that are named, each once. */
    static List<Request.Part> parts(@Nullable List<Part> parts) {
        List<Request.Part> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Part part : parts == null ? List.<Part>of() : parts) {
            String name = Texts.id("line", part.line());
            if (!names.add(name)) {
                throw ApiProblem.badRequest(
                        "invalid_lines", "line '" + name + "' is there twice; add up its quantities");
            }
            read.add(new Request.Part(name, part.quantity() == null ? null : quantity(part.quantity(), true)));
        }
        return read;
    }

    static BigDecimal quantity(@Nullable String text, boolean positive) {
        try {
            BigDecimal quantity = Quantities.parse(String.valueOf(text), "quantity");
            if (quantity.signum() > (positive ? 0 : -1)) {
                return quantity;
            }
        } catch (InvalidCanonicalEvent e) {
            // Answered below, like a quantity below zero
        }
        throw ApiProblem.badRequest(
                "invalid_quantity",
                "'quantity' is '" + text + "'; expected a decimal as text, "
                        + (positive ? "greater than zero" : "zero or more")
                        + ", with at most 12 digits before and 5 behind the point");
    }
}
