package io.tillbridge.intake;

import io.tillbridge.connector.Format;
import io.tillbridge.connector.RequestPlace;
import io.tillbridge.connector.Verification.Encoding;
import io.tillbridge.connector.Verification.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A keyed hash over parts of the request in the order the connector names them. */
final class HmacCheck implements SignatureCheck {

    private final Hmac plan;
    private final String algorithm;
    private final SecretLookup secrets;
    private final Format format;

    HmacCheck(Hmac plan, SecretLookup secrets, Format format) {
        this.plan = plan;
        this.algorithm = Signatures.jcaName(plan.algorithm());
        this.secrets = secrets;
        this.format = format;
    }

    @Override
    public Verdict verify(IncomingRequest request, Instant now) {
        RequestParts parts = new RequestParts(request, format);
        List<String> written = parts.signatures(plan.signature());
        if (written.isEmpty()) {
            return new Unauthentic("signature_missing", said(plan.signature()) + " is absent or empty");
        }
        RequestPlace timestampPlace = plan.timestamp();
        if (timestampPlace != null) {
            String timestamp = parts.value(timestampPlace);
            if (timestamp == null || !Signatures.withinTolerance(timestamp, now, plan.tolerance())) {
                return new Unauthentic(
                        "timestamp_outside_tolerance",
                        said(timestampPlace) + " is absent, no Unix seconds, or more than " + plan.tolerance()
                                + " away from now");
            }
        }
        List<byte[]> found = new ArrayList<>();
        for (String text : written) {
            byte[] signature = text.startsWith(plan.prefix())
                    ? decoded(text.substring(plan.prefix().length()))
                    : null;
            if (signature != null) {
                found.add(signature);
            }
        }
        if (found.isEmpty()) {
            return new Unauthentic(
                    "signature_malformed",
                    said(plan.signature()) + " holds no " + plan.encoding() + " text behind '" + plan.prefix() + "'");
        }
        byte[][] content = new byte[plan.content().size()][];
        for (int i = 0; i < content.length; i++) {
            byte[] part = parts.signed(plan.content().get(i), plan.signature());
            if (part == null) {
                return new Unauthentic("signed_header_missing", "a signed header or parameter is absent");
            }
            content[i] = part;
        }
        return matches(content, found);
    }

    private Verdict matches(byte[][] content, List<byte[]> found) {
        List<byte[]> keys = secrets.values(plan.secret());
        boolean matched = false;
        for (byte[] secret : keys) {
            byte[] key = key(secret);
            if (key == null || key.length == 0) {
                continue;
            }
            byte[] expected = Signatures.hmac(algorithm, key, content);
            for (byte[] signature : found) {
                // No early exit: the time taken must not tell which secret of a rotation signed
                matched |= Signatures.same(expected, signature);
            }
        }
        return matched
                ? AUTHENTIC
                : new Unauthentic("signature_mismatch", "no secret of " + keys.size() + " made this signature");
    }

    private byte @Nullable [] decoded(String text) {
        return plan.encoding() == Encoding.HEX ? Signatures.hex(text) : Signatures.base64(text);
    }

    private byte @Nullable [] key(byte[] secret) {
        String text = new String(secret, StandardCharsets.UTF_8).strip();
        return switch (plan.secretEncoding()) {
            case TEXT -> secret;
            case HEX -> Signatures.hex(text);
            case BASE64 -> Signatures.base64(text);
        };
    }

    private static String said(RequestPlace place) {
        if (place instanceof RequestPlace.Header header) {
            return "header " + header.name() + (header.member() == null ? "" : ", member " + header.member() + ",");
        }
        return place instanceof RequestPlace.Query query
                ? "parameter " + query.name()
                : "the body's " + ((RequestPlace.Body) place).pointer();
    }
}
