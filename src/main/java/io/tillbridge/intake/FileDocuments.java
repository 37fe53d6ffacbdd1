package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.canonical.Failure;
import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Keys;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.Refusals.Refused;
import io.tillbridge.partner.PlanScope;
import io.tillbridge.partner.Traceparent;
import io.tillbridge.platform.StorableText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes documents and refusals of the pieces of a file. The parts of its name travel as headers {@code file.<part>}. */
final class FileDocuments {

    private final RunningFlow flow;
    private final FilesSource source;
    private final MessageIds ids;
    private final CardNumberRedaction redaction;
    private final Clock clock;

    FileDocuments(RunningFlow flow, FilesSource source, MessageIds ids, CardNumberRedaction redaction, Clock clock) {
        this.flow = flow;
        this.source = source;
        this.ids = ids;
        this.redaction = redaction;
        this.clock = clock;
    }

    /** A piece that can be read. By default its receipt is the file and its place in it. */
    AcceptedDocument document(ReadFile file, FilePiece.Document piece) {
        InboundFlow inbound = flow.flow();
        String place = file.identity(source.once()) + "#" + piece.number();
        String receipt =
                inbound.receipt() == null ? place : key(inbound.receipt().key(), file, piece.json());
        byte[] body = piece.json().toString().getBytes(StandardCharsets.UTF_8);
        return accepted(file, receipt, key(inbound.key(), file, piece.json()), "application/json", body);
    }

    /** A document beside a record that cannot be read. */
    Refused doubtful(ReadFile file, FilePiece.Document piece) {
        return new Refused(
                document(file, piece),
                failure(
                        "incomplete_group",
                        place(file, piece.number()),
                        "record " + piece.doubt()
                                + " cannot be read and may belong to this document; replay it if it is"
                                + " whole, or have it sent again"));
    }

    Refused bad(ReadFile file, FilePiece.Bad piece) {
        return new Refused(
                accepted(file, null, null, "text/plain", piece.row().raw().getBytes(StandardCharsets.UTF_8)),
                failure(
                        piece.row().code(),
                        place(file, piece.number())
                                + (piece.row().field().isEmpty()
                                        ? ""
                                        : ", " + piece.row().field()),
                        piece.row().detail()));
    }

    /** A whole file that was rejected, described by name, size and hash. */
    Refused rejected(ReadFile file, String code, String at, String detail) {
        ObjectNode about = IntakeJson.MAPPER.createObjectNode();
        about.put("file", file.file().name()).put("size", file.file().size()).put("sha256", file.sha256());
        return new Refused(
                accepted(file, null, null, "application/json", about.toString().getBytes(StandardCharsets.UTF_8)),
                failure(code, file.file().name() + (at.isEmpty() ? "" : ", " + at), detail));
    }

    private static Failure failure(String code, String at, String detail) {
        return new Failure(Failure.Stage.ACCEPT, code, Failure.Category.PARTNER_REFUSED, at, detail);
    }

    private static String place(ReadFile file, long number) {
        return file.file().name() + ", record " + number;
    }

    private AcceptedDocument accepted(
            ReadFile file, @Nullable String receipt, @Nullable String key, String contentType, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        file.parts().forEach((part, value) -> headers.put("file." + part, StorableText.clean(value)));
        CardNumberRedaction.Redacted redacted = redaction.redact(body, flow.untouchable());
        return new AcceptedDocument(
                ids.next(),
                null,
                flow.connection().id(),
                flow.flow().name(),
                receipt,
                key,
                clock.instant(),
                contentType,
                headers,
                redacted.body(),
                redacted.originalHmac(),
                Traceparent.continued(null));
    }

    private @Nullable String key(KeyRule rule, ReadFile file, JsonNode json) {
        return Keys.of(rule, json, name -> null, path -> {
            String part = path.startsWith("file.") ? file.parts().get(path.substring("file.".length())) : null;
            return part == null ? PlanScope.value(flow.connection(), path) : TextNode.valueOf(part);
        });
    }
}
