package io.tillbridge.reservation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is asked of the desk. */
public sealed interface Request {

    /** Whose claims it changes. */
    UUID reservation();

    /**
     * Holds stock for lines of a cart, all of them or none. A line that is held so already is extended; one that is held
     * otherwise acquires or frees the difference.
     *
     * @param fulfilment a type of {@code config/fulfilment.yaml}; null: the default one
     * @param partial hold of each line what can be had
     * @param expiresAt null: as the type says
     */
    record Reserve(
            Cart cart,
            @Nullable String fulfilment,
            @Nullable String channel,
            boolean partial,
            @Nullable Instant expiresAt,
            @Nullable Instant promisedAt,
            List<Line> lines)
            implements Request {

        public Reserve {
            lines = List.copyOf(lines);
        }

        @Override
        public UUID reservation() {
            return cart.reservation();
        }
    }

    /**
     * A line of a cart.
     *
     * @param location null: any, the network's figure counts
     * @param quantity in units of the line; zero frees it
     * @param items what it is made of: one with {@code per} 1, or the components of a kit
     * @param built the bundle that these are the components of, which is held itself as far as it was built beforehand; null:
     *     none
     */
    record Line(
            String id,
            @Nullable String location,
            BigDecimal quantity,
            List<Component> items,
            @Nullable String built) {

        public Line {
            items = List.copyOf(items);
        }

        public Line(String id, @Nullable String location, BigDecimal quantity, List<Component> items) {
            this(id, location, quantity, items, null);
        }

        /** A line of one item. */
        public static Line of(String id, String sku, @Nullable String location, BigDecimal quantity) {
            return new Line(id, location, quantity, List.of(new Component(sku, BigDecimal.ONE)));
        }

        /** Whether it is of one item, piece by piece. */
        boolean plain() {
            return built == null && items.size() == 1 && items.get(0).per().compareTo(BigDecimal.ONE) == 0;
        }

        /** The first item. */
        String sku() {
            return items.get(0).sku();
        }

        /** The same of a bundle. */
        Line madeOf(List<Component> components) {
            return new Line(id, location, quantity, components, sku());
        }

        /** The line of the bundles that were built beforehand. */
        Line ofBuilt(String sku) {
            return of(id, sku, location, quantity);
        }
    }

    /** An item and how many of it one unit of the line takes. */
    record Component(String sku, BigDecimal per) {}

    /**
     * A step of a reservation that is there.
     *
     * @param parts lines, with quantities where the step takes them; empty: all lines that are open
     * @param location where to, of an allocation or a move
     * @param operation names this step: a repetition changes nothing
     */
    record Step(
            UUID reservation,
            Kind kind,
            List<Part> parts,
            @Nullable String location,
            Operation operation) implements Request {

        public Step {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Of a line.
     *
     * @param quantity in units of the line; null: all that is open
     */
    record Part(String line, @Nullable BigDecimal quantity) {}

    /** The name of a step, which its caller gives, and when it happened. */
    record Operation(String id, Instant occurredAt) {}

    /** The order that was made of a cart, or that has learnt of a substitute, has its own claims from now on. */
    record TakeOver(UUID reservation, String order, boolean paid) implements Request {}

    /** The steps. */
    enum Kind {
        EXTEND,
        PAYMENT_STARTED,
        CONFIRM,
        /** Payment was captured: what cannot be had any more is told to a person, never refused. */
        PAID,
        ALLOCATE,
        PICK,
        SHORT_PICK,
        CONSUME,
        RELEASE,
        /** Nobody fetched it in time: released, and somebody gives the money back. */
        NO_SHOW,
        MOVE
    }
}
