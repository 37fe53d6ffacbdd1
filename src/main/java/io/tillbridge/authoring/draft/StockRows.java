package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of the mapping that tells a system its stock, and the placeholders of its path. */
public final class StockRows {

    private final String system;
    private final String call;
    private final Notes notes;
    private final Map<String, String> resolve = new LinkedHashMap<>();
    private boolean locations;

    /**
     * Rows of a call.
     *
     * @param call for people, such as {@code PUT /stock/{sku}}
     */
    public StockRows(String system, String call, Notes notes) {
        this.system = system;
        this.call = call;
        this.notes = notes;
    }

    /** References to look up, by name. */
    public Map<String, String> resolve() {
        return resolve;
    }

    /** Whether the call says which location it tells of. */
    public boolean locations() {
        return locations;
    }

    /** Begins the block of an array that holds one figure an element. */
    public void open(String array, List<String> rows) {
        rows.clear();
        rows.add("  - to: " + Names.step(array) + "[]\n    each: $batch\n    key: [sku, location]\n    rows:");
    }

    /**
     * Rows of the members that are known, and whether the figure is among them.
     *
     * @param members schemas by name
     * @param required names that the call must have
     */
    public boolean add(Map<String, JsonNode> members, List<String> required, String indent, List<String> rows) {
        boolean figure = false;
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            String plain = Names.plain(member.getKey());
            String to = indent + "- {to: " + Names.scalar(Names.step(member.getKey())) + ", ";
            if (!figure && CellNames.STOCK.contains(plain)) {
                figure = true;
                boolean text = member.getValue().path("type").asText().equals("string");
                rows.add(to
                        + (member.getValue().path("type").asText().equals("number")
                                ? "type: decimal, from: available, write: number}"
                                : text
                                        ? "type: decimal, from: available}"
                                        : "type: int, from: available, via: [clamp(min=0), floor]}"));
            } else if (plain.contains("sku")) {
                rows.add(to + "type: string, from: sku}");
            } else if (CellNames.LOCATION.contains(plain)) {
                rows.add(to + "type: id, from: $resolved.location}");
                location();
            } else if (plain.matches("(item|product|variant|inventoryitem|article)id")) {
                rows.add(to + "type: id, from: $resolved.item}");
                item();
            } else if (required.contains(member.getKey())) {
                JsonNode first = member.getValue().path("enum").path(0);
                if (first.isTextual()) {
                    rows.add(to + "type: string, const: " + Names.scalar(first.asText()) + "} # of several");
                }
                notes.decide("mappings/" + system + "/availability/V001__first.mapping.yaml: what " + call
                        + " wants as '" + member.getKey() + "'");
            }
        }
        return figure;
    }

    /** The path with placeholders. */
    public String path(String written) {
        String path = written;
        for (String step : written.split("/", -1)) {
            if (!step.matches("[{].*[}]")) {
                continue;
            }
            String plain = Names.plain(step);
            if (CellNames.LOCATION.contains(plain)) {
                location();
                path = path.replace(step, "$(resolved.location)");
            } else if (plain.contains("sku") || plain.equals("code")) {
                path = path.replace(step, "$(canonical.sku)");
            } else {
                item();
                path = path.replace(step, "$(resolved.item)");
            }
        }
        return path;
    }

    private void location() {
        locations = true;
        resolve.put("location", "{xref: " + system + ".location, by: {fields: [location]}}");
    }

    private void item() {
        resolve.put("item", "{xref: " + system + ".item, by: {fields: [sku]}}");
    }
}
