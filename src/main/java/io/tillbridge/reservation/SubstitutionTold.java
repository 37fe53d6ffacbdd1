package io.tillbridge.reservation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.tasks.TaskKey;
import io.tillbridge.tasks.TaskKind;
import io.tillbridge.tasks.TaskWanted;
import java.util.UUID;

/** What is told of an offer: the customer has it, and somebody asks him before the substitute is free again. */
final class SubstitutionTold {

    private SubstitutionTold() {}

    static Notice customer(long id, Substitution proposed, SubstitutedLines.Line line) {
        return Notice.customer(
                Notice.id("substitution", String.valueOf(id), proposed.held()),
                "substitution",
                new Notice.About(proposed.of().system(), line.reference(), line.location()),
                "Another item is offered",
                proposed.substitute() + " is kept instead of " + line.sku() + " until " + proposed.until(),
                proposed.proposedAt(),
                proposed.held());
    }

    static TaskWanted task(long id, Substitution proposed, SubstitutedLines.Line line, String owner) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("connection", line.connection())
                .put("reference", line.reference())
                .put("line", proposed.line())
                .put("sku", line.sku())
                .put("substitute", proposed.substitute())
                .put("quantity", PlainDecimal.text(proposed.quantity()))
                .put("location", line.location());
        UUID reservation = proposed.of().reservation();
        if (reservation != null) {
            detail.put("reservation", reservation.toString());
        }
        return new TaskWanted(key(id), detail.toString(), owner, proposed.until(), proposed.held());
    }

    static TaskKey key(long id) {
        return new TaskKey(TaskKind.SUBSTITUTION, "substitution|" + id);
    }
}
