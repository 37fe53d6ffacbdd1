package io.tillbridge.intake;

import io.tillbridge.connector.Verification.Encoding;
import io.tillbridge.connector.Verification.Hmac;
import io.tillbridge.connector.Verification.Part;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** A keyed hash over the body, fixed text and headers in the order the connector names them. */
final class HmacCheck implements SignatureCheck {

    private final Hmac plan;
    private final String algorithm;
    private final SecretLookup secrets;

    HmacCheck(Hmac plan, SecretLookup secrets) {
        this.plan = plan;
        this.algorithm = Signatures.jcaName(plan.algorithm());
        this.secrets = secrets;
    }

    @Override
    public Verdict verify(IncomingRequest request, Instant now) {
        String header = request.header(plan.header());
        if (header == null || header.isEmpty()) {
            return new Unauthentic("signature_missing", "header " + plan.header() + " is absent or empty");
        }
        if (!header.startsWith(plan.prefix())) {
            return new Unauthentic(
                    "signature_malformed", "header " + plan.header() + " does not start with '" + plan.prefix() + "'");
        }
        String timestampHeader = plan.timestampHeader();
        if (timestampHeader != null) {
            String timestamp = request.header(timestampHeader);
            if (timestamp == null || !Signatures.withinTolerance(timestamp, now, plan.tolerance())) {
                return new Unauthentic(
                        "timestamp_outside_tolerance",
                        "header " + timestampHeader + " is absent, no Unix seconds, or more than " + plan.tolerance()
                                + " away from now");
            }
        }
        byte[][] content = new byte[plan.content().size()][];
        for (int i = 0; i < content.length; i++) {
            Part part = plan.content().get(i);
            if (part instanceof Part.Body) {
                content[i] = request.body();
            } else if (part instanceof Part.Text text) {
                content[i] = text.value().getBytes(StandardCharsets.UTF_8);
            } else {
                String name = ((Part.Header) part).name();
                String value = request.header(name);
                if (value == null) {
                    return new Unauthentic("signed_header_missing", "signed header " + name + " is absent");
                }
                content[i] = value.getBytes(StandardCharsets.UTF_8);
            }
        }
        String text = header.substring(plan.prefix().length());
        byte[] found = plan.encoding() == Encoding.HEX ? Signatures.hex(text) : Signatures.base64(text);
        if (found == null) {
            return new Unauthentic(
                    "signature_malformed", "header " + plan.header() + " is not " + plan.encoding() + " text");
        }
        List<byte[]> keys = secrets.values(plan.secret());
        boolean matched = false;
        for (byte[] key : keys) {
            // No early exit: the time taken must not tell which secret of a rotation signed
            matched |= key.length > 0 && Signatures.same(Signatures.hmac(algorithm, key, content), found);
        }
        return matched
                ? AUTHENTIC
                : new Unauthentic("signature_mismatch", "no secret of " + keys.size() + " made this signature");
    }
}
