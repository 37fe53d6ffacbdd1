package io.tillbridge.reservation;

import static io.tillbridge.canonical.PlainDecimal.text;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.tasks.TaskKey;
import io.tillbridge.tasks.TaskKind;
import io.tillbridge.tasks.TaskWanted;
import java.util.List;

/** Somebody finds another way for a customer whose promise is broken. */
public final class BreakTasks {

    private static final List<String> OPTIONS = List.of("other_location", "substitute", "later_date", "refund");

    private BreakTasks() {}

    /** One for each claim. */
    public static List<TaskWanted> of(List<BrokenPromise> broken, BreakRules rules) {
        return broken.stream().map(one -> of(one, rules)).toList();
    }

    /** What the customers are told, one for each claim. */
    public static List<Notice> notices(List<BrokenPromise> broken) {
        return broken.stream().map(Notice::of).toList();
    }

    static TaskKey key(String claim) {
        return new TaskKey(TaskKind.PROMISE_AT_RISK, claim);
    }

    private static TaskWanted of(BrokenPromise broken, BreakRules rules) {
        return new TaskWanted(
                key(broken.claim()),
                detail(broken).toString(),
                rules.owner(),
                broken.foundAt().plus(rules.within()),
                broken.cause().messageId());
    }

    private static ObjectNode detail(BrokenPromise broken) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("connection", broken.connection())
                .put("reference", broken.reference())
                .put("line", broken.line())
                .put("sku", broken.at().sku())
                .put("location", broken.at().location())
                .put("quantity", text(broken.quantity()))
                .put("reason", broken.cause().reason())
                .put("rule", broken.rule().word())
                .put("spared", broken.spared());
        if (broken.reservation() != null) {
            detail.put("reservation", broken.reservation().toString());
        }
        OPTIONS.forEach(detail.putArray("options")::add);
        broken.locations().forEach(detail.putArray("locations")::add);
        return detail;
    }
}
