package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.FileClientPlan;
import io.tillbridge.connector.FileSend;
import io.tillbridge.connector.OutboundCall;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnwritableDocument;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** A folder or SFTP server of one connection, as deliveries put files there. Thread-safe. */
public final class FilePartner implements Partner {

    private static final Duration CREDENTIALS_PAUSE = Duration.ofMinutes(1);

    private final FileClientPlan plan;
    private final CallGate gate;
    private final Endpoint endpoint;
    private final AnswerRules rules;
    private final RandomGenerator random;

    FilePartner(
            CamelContext camel,
            ConnectionPlan connection,
            FileClientPlan plan,
            FileStores stores,
            AnswerRules rules,
            CallGate gate,
            RandomGenerator random) {
        this.plan = plan;
        this.gate = gate;
        this.endpoint = new FileEndpoint(camel, gate.id(), () -> stores.open(connection, plan.name()));
        this.rules = rules;
        this.random = random;
    }

    @Override
    public FileClientPlan plan() {
        return plan;
    }

    @Override
    public CallGate gate() {
        return gate;
    }

    /** Connecting, logging in, writing and renaming may each take the timeout. */
    @Override
    public Duration callEnds() {
        return callEnds(plan);
    }

    static Duration callEnds(FileClientPlan plan) {
        return plan.timeout().multipliedBy(4);
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public AnswerRules rules() {
        return rules;
    }

    /** The file's path and bytes; a document that its format cannot say is left empty and refused when it would be sent. */
    @Override
    public PartnerRequest render(OutboundCall call, Function<String, ? extends @Nullable JsonNode> scope) {
        if (!(call instanceof FileSend send)) {
            throw new IllegalArgumentException("client " + gate.id() + " takes files; found " + call.route());
        }
        String path = send.path().render(name -> {
            JsonNode value = scope.apply(name);
            return value == null || value.isNull() ? null : (JsonNode) TextNode.valueOf(onePart(value.asText()));
        });
        JsonNode mapped = scope.apply("mapped");
        try {
            byte[] body = Formats.write(send.format(), mapped == null ? MissingNode.getInstance() : mapped);
            return new PartnerRequest("PUT", path, Map.of(), Map.of(), body);
        } catch (UnwritableDocument e) {
            return new PartnerRequest(
                    "PUT",
                    path,
                    Map.of(),
                    Map.of(FileEndpoint.UNWRITABLE, String.valueOf(e.getMessage())),
                    new byte[0]);
        }
    }

    /** A value stays one part of a name, whatever it contains, and two values stay two. */
    private static String onePart(String value) {
        String encoded = RequestRenderer.encode(value).replace("*", "%2A");
        return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
    }

    @Override
    public void prepare(Exchange exchange, PartnerRequest request) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(FileEndpoint.PATH, request.path());
        String unwritable = request.headers().get(FileEndpoint.UNWRITABLE);
        if (unwritable != null) {
            message.setHeader(FileEndpoint.UNWRITABLE, unwritable);
        }
        message.setBody(request.body());
    }

    /** Whatever happened, the same file under the same name may be put again: nothing has to be resolved first. */
    @Override
    public Answer read(Exchange exchange, int attempt) {
        Exception thrown = exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        gate.ended();
        Received received = new Received(0, Map.of(), new byte[0], MissingNode.getInstance());
        Answer answer = thrown == null ? new Answer.Ok(received) : failed(thrown, attempt, received);
        gate.count(answer);
        return answer;
    }

    private Answer failed(Throwable thrown, int attempt, Received received) {
        Duration pause = Backoff.next(Backoff.BASE, Backoff.MAX, attempt, random);
        if (thrown instanceof FileRefused refused) {
            String detail = String.valueOf(refused.getMessage());
            if (List.of("unwritable_document", "path_outside").contains(refused.code())) {
                return new Answer.Refused(refused.code(), detail, received);
            }
            if (refused.code().equals(HostRefused.CODE)) {
                return new Answer.Transient(refused.code(), detail, pause, false, null);
            }
            return new Answer.AuthFailed(refused.code() + ": " + detail, CREDENTIALS_PAUSE, received);
        }
        String detail = thrown.getClass().getSimpleName();
        return thrown instanceof FileNotSent
                ? new Answer.Transient("not_connected", detail, pause, false, null)
                : new Answer.Unknown("file_not_put", detail, pause);
    }

    /** The connection was not made. */
    static final class FileNotSent extends IOException {

        private static final long serialVersionUID = 1L;

        FileNotSent(IOException cause) {
            super(cause);
        }
    }
}
