package io.tillbridge.posting;

import io.tillbridge.catalog.ItemField;
import io.tillbridge.catalog.Ownership;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import java.util.EnumMap;
import java.util.Map;

/**
 * Who owns which field of an item: the connection that {@code config/ownership.yaml} names for it, else those whose
 * {@code owns} has {@code items}; where no connection has, everybody.
 */
final class FieldOwners implements Ownership {

    static final String FILE = "config/ownership.yaml";

    private static final String WORD = "items";

    private final ConnectionPlans plans;
    private final Map<ItemField, String> named;

    private FieldOwners(ConnectionPlans plans, Map<ItemField, String> named) {
        this.plans = plans;
        this.named = new EnumMap<>(named);
    }

    /** Reads the file; problems are added to {@code problems}. */
    static FieldOwners read(HomeFiles home, ConnectionPlans plans, Problems problems) {
        Map<ItemField, String> named = new EnumMap<>(ItemField.class);
        YamlMap document = home.exists(FILE) ? YamlDocument.read(FILE, home.text(FILE), problems) : null;
        if (document != null) {
            YamlMap items = document.map("items");
            for (String word : items.keys()) {
                ItemField field = ItemField.words().get(word);
                if (field != null) {
                    String connection = items.text(word);
                    if (connection.isBlank()) {
                        items.placeOf(word)
                                .problem("no_owner", "nothing", "the id of a connection", "write " + word + ": pim");
                    } else if (plans.find(connection) == null) {
                        items.placeOf(word)
                                .problem(
                                        "unknown_name",
                                        "'" + connection + "'",
                                        "a connection: "
                                                + plans.all().stream()
                                                        .map(ConnectionPlan::id)
                                                        .sorted()
                                                        .toList(),
                                        "name another connection or remove the row");
                    }
                    named.put(field, connection);
                }
            }
            ItemField.words().keySet().forEach(items::has);
            items.refuseUnread();
            document.refuseUnread();
        }
        return new FieldOwners(plans, named);
    }

    @Override
    public boolean inForce() {
        return !named.isEmpty() || plans.all().stream().anyMatch(FieldOwners::ownsItems);
    }

    @Override
    public boolean owns(String connection, ItemField field) {
        String owner = named.get(field);
        if (owner != null) {
            return owner.equals(connection);
        }
        boolean anybody = true;
        for (ConnectionPlan plan : plans.all()) {
            if (ownsItems(plan)) {
                if (plan.id().equals(connection)) {
                    return true;
                }
                anybody = false;
            }
        }
        return anybody;
    }

    private static boolean ownsItems(ConnectionPlan plan) {
        return plan.owns().contains(WORD);
    }
}
