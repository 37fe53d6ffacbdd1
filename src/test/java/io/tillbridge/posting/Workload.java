package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Days of a retailer's life over a few items and locations, and the messages that tell of them: late, doubled and out of
 * order, as they come from systems that lose their connection and repeat what was not acknowledged. What happened is known
 * to a {@link Retailer} at once and exactly. The same seed lives the same life.
 */
final class Workload {

    static final List<String> SKUS = List.of("TEE", "MUG", "CAP", "BAG");
    static final List<String> LOCATIONS = List.of("S1", "S2", "W1");

    private static final Instant FIRST_DAY = Instant.parse("2026-11-17T06:00:00Z");
    private static final int ACTS_OF_A_DAY = 40;

    /** A message and when it comes. */
    record Message(Instant at, EventType type, ObjectNode body) {}

    /** Where people count; orders leave from elsewhere, because a revision does not say when goods left. */
    private static final String COUNTED = "S2";

    private final Random random;
    private final Retailer retailer = new Retailer();
    private final WorkloadMoney money = new WorkloadMoney();
    private final List<Message> messages = new ArrayList<>();
    private final List<OpenOrder> orders = new ArrayList<>();
    private final List<String> carts = new ArrayList<>();
    private final Map<Integer, ObjectNode> told = new HashMap<>();
    private Instant now = FIRST_DAY;
    private int count;

    /** Lives some days. */
    Workload(long seed, int days) {
        random = new Random(seed);
        for (int day = 0; day < days; day++) {
            now = FIRST_DAY.plus(Duration.ofDays(day));
            SKUS.forEach(sku -> LOCATIONS.forEach(location -> receive(sku, location)));
            for (int act = 0; act < ACTS_OF_A_DAY; act++) {
                now = now.plusSeconds(60L + random.nextInt(1_500));
                act();
            }
        }
        told.forEach((number, order) -> money.last(order, number));
        for (int i = 0, once = messages.size(); i < once; i++) {
            for (int again = random.nextInt(8); again > 5; again--) {
                Message message = messages.get(i);
                messages.add(
                        new Message(message.at().plusSeconds(random.nextInt(100_000)), message.type(), message.body()));
            }
        }
        messages.sort(Comparator.comparing(Message::at));
    }

    /** What is so at the end. */
    Retailer retailer() {
        return retailer;
    }

    /** What is in the ledger at the end, in cents by account; debits are above zero. */
    SortedMap<String, Integer> accounts() {
        return money.accounts();
    }

    /** In the order in which they come. */
    List<Message> messages() {
        return List.copyOf(messages);
    }

    /** The same messages in any order, some of them more than once. */
    List<Message> shuffled(Random other) {
        List<Message> shuffled = new ArrayList<>(messages);
        for (Message message : messages) {
            if (other.nextInt(4) == 0) {
                shuffled.add(message);
            }
        }
        Collections.shuffle(shuffled, other);
        return shuffled;
    }

    private void act() {
        switch (random.nextInt(17)) {
            case 0 -> receive(pick(SKUS), pick(LOCATIONS));
            case 1, 2, 3 -> sell();
            case 4, 5 -> order();
            case 6, 7 -> goOn();
            case 8 -> giveBack();
            case 9, 10 -> transfer();
            case 11 -> adjust();
            case 12, 13 -> cart();
            case 14 -> leave();
            default -> count();
        }
    }

    private void receive(String sku, String location) {
        int quantity = 1 + random.nextInt(12);
        retailer.move(sku, location, "sellable", quantity);
        money.goods(sku, quantity, "inventory", "grni");
        ObjectNode body =
                event().put("id", "R" + count).put("location", location).put("receivedAt", now.toString());
        line(body.putArray("lines"), "1", sku, quantity);
        tell(EventType.STOCK_RECEIVED, body);
    }

    /** A register sells what it has, even what the books do not know; one that is offline tells it hours later. */
    private void sell() {
        String location = pick(LOCATIONS);
        ObjectNode body = event().put("register", "R-" + location)
                .put("receiptNumber", "S" + count)
                .put("location", location)
                .put("soldAt", now.toString())
                .put("currency", "EUR");
        ArrayNode lines = body.putArray("lines");
        for (int line = 0; line <= random.nextInt(3); line++) {
            String sku = pick(SKUS);
            int quantity = 1 + random.nextInt(3);
            retailer.move(sku, location, "sellable", -quantity);
            money.goods(sku, quantity, "cogs", "inventory");
            line(lines, String.valueOf(line), sku, quantity);
        }
        money.sale(body, count);
        tell(EventType.SALE, body);
    }

    private void order() {
        OpenOrder order = new OpenOrder(count, orderLocation());
        if (!carts.isEmpty() && random.nextBoolean()) {
            order.cart = carts.remove(random.nextInt(carts.size()));
        }
        for (int line = 0; line <= random.nextInt(3); line++) {
            order.lines.add(new OpenLine(String.valueOf(line), pick(SKUS), 1 + random.nextInt(4)));
        }
        order.warehouse = random.nextInt(3) == 0;
        order.lines.forEach(line -> retailer.claim(line.sku, order.location, line.quantity));
        orders.add(order);
        tell(order);
    }

    /** Some of an order leaves, the rest of it is called off, or is to leave from elsewhere. */
    private void goOn() {
        if (orders.isEmpty()) {
            return;
        }
        OpenOrder order = orders.get(random.nextInt(orders.size()));
        int what = random.nextInt(6);
        if (what == 0) {
            order.state = "cancelled";
            order.lines.forEach(line -> retailer.claim(line.sku, order.location, line.left - line.quantity));
            giveBack(order);
        } else if (what == 1) {
            String before = order.location;
            order.location = orderLocation();
            for (OpenLine line : order.lines) {
                retailer.claim(line.sku, before, line.left - line.quantity);
                retailer.claim(line.sku, order.location, line.quantity - line.left);
            }
        } else {
            ObjectNode shipped = shipment(order);
            for (OpenLine line : order.lines) {
                int leaves = random.nextInt(line.quantity - line.left + 1);
                line.left += leaves;
                retailer.claim(line.sku, order.location, -leaves);
                retailer.move(line.sku, order.location, "sellable", -leaves);
                money.goods(line.sku, leaves, "cogs", "inventory");
                if (leaves > 0) {
                    ObjectNode told = line((ArrayNode) shipped.path("lines"), line.id, line.sku, leaves);
                    if (order.lines.stream()
                                    .filter(other -> other.sku.equals(line.sku))
                                    .count()
                            > 1) {
                        told.put("orderLineId", line.id); // else nobody could say which of them it is
                    }
                }
            }
            if (order.warehouse && !shipped.path("lines").isEmpty()) {
                tell(EventType.SHIPMENT_CONFIRMED, shipped);
            }
            order.state = order.lines.stream().allMatch(line -> line.left == line.quantity) ? "completed" : "open";
        }
        if (!order.state.equals("open")) {
            orders.remove(order);
        }
        order.revision++;
        tell(order);
    }

    /** What was paid and does not leave is refunded. */
    private void giveBack(OpenOrder order) {
        ObjectNode body = event().put("id", "B" + count)
                .put("orderId", order.id)
                .put("currency", "EUR")
                .put("taxIncluded", true)
                .put("returnedAt", now.toString());
        ArrayNode lines = body.putArray("lines");
        for (OpenLine line : order.lines) {
            if (line.left < line.quantity) {
                line(lines, line.id, line.sku, line.quantity - line.left)
                        .put("orderLineId", line.id)
                        .put("restock", "none");
                WorkloadMoney.unsold((ObjectNode) lines.get(lines.size() - 1), line.left, line.quantity);
            }
        }
        if (money.refund(body, order.number, order.lines.stream().anyMatch(line -> line.left > 0))) {
            tell(EventType.RETURN, body);
        }
    }

    /** What a warehouse tells that ships an order: each time all that left, which the shop may learn later. */
    private ObjectNode shipment(OpenOrder order) {
        ObjectNode body = event().put("system", "wms")
                .put("id", "H" + count)
                .put("orderSystem", "shop")
                .put("orderId", order.id)
                .put("location", order.location)
                .put("shippedAt", now.toString());
        body.putArray("lines");
        return body;
    }

    private String orderLocation() {
        return pick(List.of("S1", "W1"));
    }

    /** A customer fills a cart, or changes one: what is held is for the hub to say. Some become orders, some are left. */
    private void cart() {
        String cart = carts.isEmpty() || random.nextInt(3) > 0 ? "C" + count : pick(carts);
        if (!carts.contains(cart)) {
            carts.add(cart);
        }
        ObjectNode body = event().put("id", "Q" + count).put("cart", cart).put("occurredAt", now.toString());
        ArrayNode lines = body.putArray("lines");
        for (int line = 0; line <= random.nextInt(3); line++) {
            line(lines, String.valueOf(line), pick(SKUS), 1 + random.nextInt(3)).put("location", pick(LOCATIONS));
        }
        tell(EventType.RESERVATION_REQUESTED, body);
    }

    private void leave() {
        if (!carts.isEmpty()) {
            ObjectNode body = event().put("id", "L" + count)
                    .put("cart", carts.remove(random.nextInt(carts.size())))
                    .put("occurredAt", now.toString());
            body.putArray("lines");
            tell(EventType.RESERVATION_RELEASED, body);
        }
    }

    /** People count what is there, at times after a piece was stolen that nobody told of. */
    private void count() {
        ObjectNode body =
                event().put("id", "N" + count).put("location", COUNTED).put("countedAt", now.toString());
        ArrayNode lines = body.putArray("lines");
        for (String sku : SKUS) {
            if (retailer.has(sku, COUNTED, "sellable") < 0 || random.nextBoolean()) {
                continue;
            }
            if (retailer.has(sku, COUNTED, "sellable") > 0 && random.nextInt(4) == 0) {
                retailer.move(sku, COUNTED, "sellable", -1);
                money.goods(sku, 1, "shrink", "inventory");
            }
            line(lines, sku, sku, retailer.has(sku, COUNTED, "sellable"));
        }
        if (!lines.isEmpty()) {
            tell(EventType.STOCK_COUNTED, body);
        }
    }

    private void giveBack() {
        String sku = pick(SKUS);
        String location = pick(LOCATIONS);
        String restock = pick(List.of("sellable", "damaged", "none"));
        int quantity = 1 + random.nextInt(2);
        if (!restock.equals("none")) {
            retailer.move(sku, location, restock, quantity);
            money.goods(sku, quantity, restock.equals("damaged") ? "shrink" : "inventory", "cogs");
        }
        ObjectNode body =
                event().put("id", "T" + count).put("location", location).put("returnedAt", now.toString());
        line(body.putArray("lines"), "1", sku, quantity).put("restock", restock);
        money.returned(body, sku, quantity);
        tell(EventType.RETURN, body);
    }

    private void adjust() {
        String sku = pick(SKUS);
        String location = pick(LOCATIONS);
        int quantity = random.nextInt(7) - 3;
        retailer.move(sku, location, "sellable", quantity);
        money.goods(sku, quantity, "inventory", "shrink");
        ObjectNode body = event().put("id", "A" + count)
                .put("location", location)
                .put("adjustedAt", now.toString())
                .put("reason", "found");
        line(body.putArray("lines"), "1", sku, quantity);
        tell(EventType.STOCK_ADJUSTED, body);
    }

    /** Goods leave one place and arrive at another hours later, at times in two parts, at times some on the next day. */
    private void transfer() {
        String sku = pick(SKUS);
        String from = pick(LOCATIONS);
        String to = LOCATIONS.get((LOCATIONS.indexOf(from) + 1) % LOCATIONS.size());
        int quantity = 1 + random.nextInt(6);
        int first = random.nextInt(quantity + 1);
        String transfer = "X" + count;
        retailer.move(sku, from, "sellable", -quantity);
        moved(EventType.STOCK_TRANSFER_SENT, transfer, transfer + "-s", sku, from, to, quantity);
        for (int part : new int[] {first, quantity - first}) {
            if (part > 0) {
                retailer.move(sku, to, "sellable", part);
                moved(EventType.STOCK_TRANSFER_RECEIVED, transfer, transfer + "-r" + count, sku, from, to, part);
            }
        }
    }

    private void moved(EventType type, String transfer, String id, String sku, String from, String to, int quantity) {
        ObjectNode body = event().put("id", id)
                .put("transfer", transfer)
                .put("from", from)
                .put("to", to)
                .put("occurredAt", now.toString());
        line(body.putArray("lines"), "1", sku, quantity);
        tell(type, body);
    }

    private void tell(OpenOrder order) {
        ObjectNode body = event().put("id", order.id)
                .put("number", "#" + order.id)
                .put("state", order.state)
                .put("revision", String.valueOf(order.revision))
                .put("currency", "EUR")
                .put("location", order.location);
        if (order.cart != null) {
            body.put("cart", order.cart);
        }
        ArrayNode lines = body.putArray("lines");
        boolean late = order.warehouse && order.state.equals("open") && random.nextBoolean();
        for (OpenLine line : order.lines) {
            line.told = late ? line.told : line.left;
            line(lines, line.id, line.sku, line.quantity).put("fulfilled", String.valueOf(line.told));
        }
        WorkloadMoney.order(body, order.number);
        ObjectNode truth = body.deepCopy();
        for (int line = 0; line < order.lines.size(); line++) {
            ((ObjectNode) truth.path("lines").path(line)).put("fulfilled", order.lines.get(line).left);
        }
        told.put(order.number, truth);
        tell(EventType.ORDER, body);
    }

    /** Most messages come at once, some hours later. */
    private void tell(EventType type, ObjectNode body) {
        count++;
        messages.add(new Message(now.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(40_000) : 2), type, body));
    }

    private static ObjectNode event() {
        return ExactJson.nodes().objectNode().put("system", "shop");
    }

    private static ObjectNode line(ArrayNode lines, String id, String sku, int quantity) {
        return lines.addObject().put("id", id).put("sku", sku).put("quantity", String.valueOf(quantity));
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static final class OpenOrder {
        private final int number;
        private final String id;
        private @Nullable String cart;
        private boolean warehouse;
        private String location;
        private final List<OpenLine> lines = new ArrayList<>();
        private String state = "open";
        private int revision = 1;

        private OpenOrder(int number, String location) {
            this.number = number;
            this.id = "O" + number;
            this.location = location;
        }
    }

    private static final class OpenLine {
        private final String id;
        private final String sku;
        private final int quantity;
        private int left;
        private int told;

        private OpenLine(String id, String sku, int quantity) {
            this.id = id;
            this.sku = sku;
            this.quantity = quantity;
        }
    }
}
