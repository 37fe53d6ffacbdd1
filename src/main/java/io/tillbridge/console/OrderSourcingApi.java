package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.posting.OrderSourcing;
import io.tillbridge.sourcing.Choice;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** From where an order's lines without a location are taken: what the rules say, and doing it. */
@RestController
final class OrderSourcingApi {

    private final OrderSourcing sourcing;

    OrderSourcingApi(OrderSourcing sourcing) {
        this.sourcing = sourcing;
    }

    /**
     * What is chosen for an order.
     *
     * @param applied false: nothing has changed
     * @param methods empty when all lines have their location, or their source decides
     */
    record SourcingAnswer(String system, String id, boolean applied, List<MethodAnswer> methods) {}

    /**
     * What is chosen for the lines of one method.
     *
     * @param rule of config/sourcing.yaml; absent when none is for them
     * @param considered every location of the rule, taken or left, with the reason
     */
    record MethodAnswer(
            String method,
            @Nullable String rule,
            List<PlacedAnswer> placed,
            List<UnplacedAnswer> unplaced,
            List<Choice.Considered> considered) {

        static MethodAnswer of(OrderSourcing.Part part) {
            return new MethodAnswer(
                    part.method(),
                    part.rule(),
                    part.placed().stream()
                            .map(one -> new PlacedAnswer(one.line(), one.location(), text(one.quantity()), one.why()))
                            .toList(),
                    part.unplaced().stream()
                            .map(one -> new UnplacedAnswer(one.line(), text(one.quantity())))
                            .toList(),
                    part.considered());
        }
    }

    /** A line, or pieces of it, from a location. */
    record PlacedAnswer(String line, String location, String quantity, String why) {}

    /** What no location can serve. */
    record UnplacedAnswer(String line, String quantity) {}

    @Operation(summary = "Where an order would be served from, and why; changes nothing")
    @PostMapping("/api/orders/{system}/{id}/sourcing/preview")
    SourcingAnswer preview(@PathVariable String system, @PathVariable String id) {
        return answer(system, id, false, sourcing.preview(new OrderKey(system, id)));
    }

    @Operation(summary = "Chooses locations for lines of an order that have none")
    @PostMapping("/api/orders/{system}/{id}/sourcing")
    SourcingAnswer apply(@PathVariable String system, @PathVariable String id, HttpServletRequest request) {
        return answer(system, id, true, sourcing.apply(new OrderKey(system, id), Actor.of(request)));
    }

    private static SourcingAnswer answer(
            String system, String id, boolean applied, @Nullable List<OrderSourcing.Part> parts) {
        if (parts == null) {
            throw ApiProblem.notFound(
                    "order_unknown",
                    "no order '" + id + "' of '" + system
                            + "' is posted; GET /api/orders/{number} names system and id");
        }
        return new SourcingAnswer(
                system, id, applied, parts.stream().map(MethodAnswer::of).toList());
    }
}
