package io.tillbridge.posting;

import io.tillbridge.verification.BooksCheck;
import java.util.List;

/** The laws of orders, for those who verify books. */
public final class OrderChecks {

    private OrderChecks() {}

    public static List<BooksCheck> all() {
        return List.of(new OrderLineCheck(), new OrderDepartureCheck());
    }
}
