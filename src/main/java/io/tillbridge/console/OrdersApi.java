package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.orders.OrderRow;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The order story: lines, fulfilments, payments, and the messages behind each step. */
@RestController
final class OrdersApi {

    private final OrderQueries orders;
    private final OrderAnswers answers;

    OrdersApi(OrderQueries orders, OrderAnswers answers) {
        this.orders = orders;
        this.answers = answers;
    }

    /** The orders of one number; several systems may use the same. */
    record OrdersAnswer(String number, List<OrderAnswer> orders) {}

    @Operation(summary = "The orders of one number with lines, fulfilments and their messages")
    @GetMapping("/api/orders/{number}")
    OrdersAnswer orders(@PathVariable String number) {
        List<OrderRow> rows = orders.byNumber(number);
        if (rows.isEmpty()) {
            throw ApiProblem.notFound(
                    "order_unknown",
                    "no system has posted an order with number " + number
                            + "; /api/messages?businessKey= finds messages that are not posted yet");
        }
        return new OrdersAnswer(number, rows.stream().map(answers::of).toList());
    }
}
