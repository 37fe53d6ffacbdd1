package io.tillbridge.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Behaviour;
import io.tillbridge.support.FakeDestination.Call;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The retailer's systems around the hub. Each answers as the vendor does and keeps every call; a test scripts what
 * happens to calls that name its own item, so that tests on one hub do not disturb each other.
 */
final class Systems implements AutoCloseable {

    /** How many points are left, as the shop tells with every answer. */
    static final String POINTS = "\"extensions\":{\"cost\":{\"throttleStatus\":"
            + "{\"maximumAvailable\":2000.0,\"currentlyAvailable\":1990,\"restoreRate\":100.0}}}";

    final FakeDestination register = new FakeDestination();
    final FakeDestination kiosk = new FakeDestination();
    final FakeDestination shop = new FakeDestination();
    final FakeDestination warehouse = new FakeDestination();
    final FakeDestination marketplace = new FakeDestination();
    final FakeDestination outlet = new FakeDestination();
    final FakeDestination accounting = new FakeDestination();

    private volatile boolean kioskHangs;
    private final Map<String, String> registerOrders = new ConcurrentHashMap<>();
    private final List<String> shopOrders = new CopyOnWriteArrayList<>();
    private final Set<String> outletFails = ConcurrentHashMap.newKeySet();
    private final Map<String, Queue<Behaviour>> scripts = new ConcurrentHashMap<>();

    Systems() {
        register.always(this::registerAnswer);
        kiosk.always(this::kioskAnswer);
        shop.always(this::shopAnswer);
        warehouse.always(this::scripted);
        outlet.always(this::outletAnswer);
    }

    /** An order that the register's API answers with when it is asked for this id. */
    void registerHolds(String id, String order) {
        registerOrders.put(id, order);
    }

    /** Whether the second register answers when it is asked for an order. */
    void kioskHangs(boolean hangs) {
        kioskHangs = hangs;
    }

    /** Calls for orders of the second register whose id begins so. */
    List<Call> kioskCalls(String id) {
        return kiosk.calls().stream()
                .filter(call -> call.uri().contains("/orders/" + id))
                .toList();
    }

    /** An order that the shop lists in every poll from now on. */
    void shopLists(String node) {
        shopOrders.add(node);
    }

    /** What happens to the warehouse's next calls that name {@code sku}, in order. */
    void script(String sku, Behaviour... behaviours) {
        scripts.computeIfAbsent(sku, key -> new ConcurrentLinkedQueue<>()).addAll(List.of(behaviours));
    }

    /** The outlet answers 500 to every call that names {@code sku}. */
    void outletFailsFor(String sku) {
        outletFails.add(sku);
    }

    void outletRecoversFor(String sku) {
        outletFails.remove(sku);
    }

    /** Calls to a destination that name {@code sku}, in order. */
    static List<Call> about(FakeDestination system, String sku) {
        return system.calls().stream().filter(call -> call.body().contains(sku)).toList();
    }

    /** What a destination of availability was told last of an item in {@code member}; empty when nothing. */
    static String told(FakeDestination system, String sku, String member) {
        String last = "";
        for (Call call : about(system, sku)) {
            for (JsonNode item : Json.read(call.body()).path("items")) {
                if (item.path("sku").asText().equals(sku)) {
                    last = item.path(member).asText();
                }
            }
        }
        return last;
    }

    /** The quantity the shop was told last of an inventory item; empty when nothing. */
    static String toldShop(FakeDestination shop, String inventoryItem) {
        String last = "";
        for (Call call : about(shop, "InventoryItem/" + inventoryItem)) {
            for (JsonNode item : Json.read(call.body()).at("/variables/input/quantities")) {
                if (item.path("inventoryItemId").asText().endsWith("/" + inventoryItem)) {
                    last = item.path("quantity").asText();
                }
            }
        }
        return last;
    }

    private Behaviour registerAnswer(Call call) {
        String id = call.uri().substring(call.uri().lastIndexOf('/') + 1);
        String order = registerOrders.get(id);
        if (order != null) {
            return FakeDestination.answer(200, "{\"order\":" + order + "}");
        }
        return call.method().equals("GET") ? FakeDestination.answer(404, "{}") : FakeDestination.answer(200, "{}");
    }

    /** A ticket that is a draft: nothing comes of it. */
    private Behaviour kioskAnswer(Call call) {
        if (!call.method().equals("GET")) {
            return FakeDestination.answer(200, "{}");
        }
        return kioskHangs
                ? new Behaviour.Silence()
                : FakeDestination.answer(200, "{\"order\":{\"id\":\"D\",\"version\":1,\"state\":\"DRAFT\"}}");
    }

    private Behaviour shopAnswer(Call call) {
        if (call.body().contains("OrdersUpdated")) {
            return FakeDestination.answer(
                    200,
                    "{\"data\":{\"orders\":{\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null},\"nodes\":["
                            + String.join(",", shopOrders) + "]}}," + POINTS + "}");
        }
        return FakeDestination.answer(
                200, "{\"data\":{\"inventorySetQuantities\":{\"userErrors\":[]}}," + POINTS + "}");
    }

    private Behaviour outletAnswer(Call call) {
        return outletFails.stream().anyMatch(call.body()::contains)
                ? FakeDestination.answer(500, "{}")
                : FakeDestination.answer(200, "{}");
    }

    private Behaviour scripted(Call call) {
        for (Map.Entry<String, Queue<Behaviour>> script : scripts.entrySet()) {
            if (call.body().contains(script.getKey())) {
                Behaviour next = script.getValue().poll();
                if (next != null) {
                    return next;
                }
            }
        }
        return FakeDestination.answer(200, "{}");
    }

    @Override
    public void close() {
        List.of(register, kiosk, shop, warehouse, marketplace, outlet, accounting)
                .forEach(FakeDestination::close);
    }
}
