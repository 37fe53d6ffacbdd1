package io.tillbridge.partner;

import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Whether an answer says by a client's error rows ({@code refresh_auth}) that the token of the call was not accepted. */
final class TokenRefusal {

    private final List<ErrorRule> rows;
    private final AnswerRules rules;
    private final boolean bySuccess;

    TokenRefusal(List<ErrorRule> rows, AnswerRules rules) {
        this.rows = rows;
        this.rules = rules;
        this.bySuccess = rows.stream()
                .anyMatch(row ->
                        row.action() == ErrorRule.Action.REFRESH_AUTH && !(row.when() instanceof Condition.Status));
    }

    /** Reads the answer when it could be a refusal; its body is then in memory and can be read again. */
    boolean in(ClassicHttpResponse response) throws IOException {
        if (response.getCode() < 300 && !bySuccess) {
            return false;
        }
        byte[] bytes = new byte[0];
        HttpEntity body = response.getEntity();
        if (body != null) {
            bytes = EntityUtils.toByteArray(body);
            response.setEntity(new ByteArrayEntity(
                    bytes, ContentType.parseLenient(body.getContentType()), body.getContentEncoding()));
        }
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.merge(
                    header.getName().toLowerCase(Locale.ROOT),
                    String.valueOf(header.getValue()),
                    (one, other) -> one + ", " + other);
        }
        Received received = new Received(response.getCode(), headers, bytes, AnswerBody.json(bytes));
        return rules.read(rows, received, 0) instanceof Answer.AuthFailed;
    }
}
