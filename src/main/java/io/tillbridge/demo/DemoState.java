package io.tillbridge.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo remembers between two starts, in {@code <data>/demo/state.json}: the running number, from which every
 * id is made, and the orders and sales that a reconciling poll may still ask for.
 *
 * @param tick the last second of trade that was played; its number never comes again
 * @param told quantities that the hub has told the systems, by system: it would not repeat them unasked
 */
record DemoState(int tick, List<RegisterSale> sales, List<ShopOrder> orders, Map<String, Map<String, Integer>> told) {

    /** Ids are taken ahead in steps, so that a killed demo never repeats one: its state file may be this much older. */
    private static final int LEAP = 1_000;

    private static final TypeReference<Map<String, Map<String, Integer>>> TOLD = new TypeReference<>() {};

    DemoState {
        sales = List.copyOf(sales);
        orders = List.copyOf(orders);
        told = Map.copyOf(told);
    }

    /** Reads the file; the first start when there is none. */
    static DemoState read(Path file) {
        if (!Files.exists(file)) {
            return new DemoState(0, List.of(), List.of(), Map.of());
        }
        try {
            JsonNode saved = Json.MAPPER.readTree(file.toFile());
            boolean stopped = saved.path("stopped").asBoolean();
            return new DemoState(
                    saved.path("tick").asInt() + (stopped ? 0 : LEAP),
                    saved.findValues("sale").stream()
                            .map(RegisterSale::restored)
                            .toList(),
                    saved.findValues("order").stream().map(ShopOrder::restored).toList(),
                    Json.MAPPER.convertValue(saved.path("told"), TOLD));
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot read " + file + "; delete it to begin anew", e);
        }
    }

    /**
     * Writes the file beside itself and moves it into place.
     *
     * @param stopped whether this is the last write of an orderly stop
     */
    void write(Path file, boolean stopped) {
        ObjectNode saved = Json.object().put("tick", tick).put("stopped", stopped);
        ArrayNode kept = saved.putArray("sales");
        sales.forEach(sale -> kept.addObject().set("sale", sale.saved()));
        ArrayNode placed = saved.putArray("orders");
        orders.forEach(order -> placed.addObject().set("order", order.saved()));
        saved.set("told", Json.MAPPER.valueToTree(told));
        @Nullable Path folder = file.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, Json.bytes(saved));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot write " + file, e);
        }
    }
}
