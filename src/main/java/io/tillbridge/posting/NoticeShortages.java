package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.Notices;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Raises closed notices of which less arrived than was announced, each once with its lines. Nothing moves for it. */
final class NoticeShortages {

    /** The kind of conflict. */
    static final String KIND = "receipt_short";

    private NoticeShortages() {}

    /** Of the lines of all notices that the effects touch; ends when the rest arrives or the notice is open again. */
    static void raise(List<Notices.Line> lines, Effects effects) {
        boolean reopened = !effects.reposted.isEmpty();
        Map<String, ArrayNode> missing = new TreeMap<>();
        for (Notices.Line line : lines) {
            if (line.closed() || reopened) {
                ArrayNode of = missing.computeIfAbsent(
                        line.consignment(), key -> ExactJson.nodes().arrayNode());
                if (line.missing()) {
                    of.addObject()
                            .put("sku", line.sku())
                            .put("expected", PlainDecimal.text(line.expected()))
                            .put("received", PlainDecimal.text(line.received()));
                    effects.missing.add(line.sku());
                }
            }
        }
        missing.forEach((consignment, of) -> {
            if (of.isEmpty()) {
                effects.settled.add(new Conflicts.Settled(KIND, consignment));
            } else {
                ObjectNode detail = ExactJson.nodes().objectNode();
                detail.set("lines", of);
                effects.conflicts.add(new Conflicts.Conflict(KIND, consignment, by(effects), detail.toString()));
            }
        });
    }

    /** The message that closed one, or else brought the notice or goods of it. */
    private static UUID by(Effects effects) {
        return Stream.of(
                        effects.closings.stream().map(closing -> closing.messageId()),
                        effects.announced.stream().map(notice -> notice.messageId()),
                        effects.movements.stream()
                                .filter(movement -> movement.details().consignment() != null)
                                .map(movement -> movement.messageId()),
                        effects.reposted.stream())
                .flatMap(each -> each)
                .findFirst()
                .orElseThrow();
    }
}
