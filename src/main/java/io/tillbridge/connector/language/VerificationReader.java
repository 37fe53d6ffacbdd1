package io.tillbridge.connector.language;

import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.Verification;
import io.tillbridge.connector.Verification.Encoding;
import io.tillbridge.connector.Verification.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how a webhook proves its sender. A webhook that does not verify is refused. */
final class VerificationReader {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private VerificationReader() {}

    static Verification read(Section source) {
        Section verify = source.required("verify", "{kind: hmac|standard_webhooks|basic|shared_header, ...}");
        if (verify == null) {
            return Unread.VERIFICATION;
        }
        String kind = verify.word("kind", ConditionReader.words("hmac", "standard_webhooks", "basic", "shared_header"));
        if (kind == null) {
            return Unread.VERIFICATION;
        }
        Verification verification = switch (kind) {
            case "hmac" -> hmac(verify);
            case "standard_webhooks" ->
                new Verification.StandardWebhooks(secret(verify, "secrets"), verify.duration("tolerance", TOLERANCE));
            case "basic" -> new Verification.Basic(secret(verify, "user"), secret(verify, "password"));
            default ->
                new Verification.SharedHeader(verify.text("header", "a header's name"), secret(verify, "secret"));
        };
        verify.close();
        return verification;
    }

    private static Verification hmac(Section verify) {
        String algorithm = verify.word("algorithm", ConditionReader.words("sha1", "sha256", "sha512"));
        List<Part> content = content(verify);
        String timestampHeader = null;
        Duration tolerance = TOLERANCE;
        Section timestamp = verify.optional("timestamp");
        if (timestamp != null) {
            timestampHeader = timestamp.text("header", "the header with the Unix seconds");
            tolerance = timestamp.duration("tolerance", TOLERANCE);
            timestamp.close();
            if (!signed(content, timestampHeader)) {
                timestamp
                        .place()
                        .problem(
                                "timestamp_not_signed",
                                "a timestamp outside the signed content",
                                "{kind: header, name: " + timestampHeader + "} under content",
                                "sign it too, or anyone can renew an old delivery");
            }
        }
        SecretReference secret = secret(verify, "secret");
        String header = "";
        String prefix = "";
        Encoding encoding = null;
        Section signature = verify.required("signature", "{header: NAME, encoding: hex|base64}");
        if (signature != null) {
            header = signature.text("header", "a header's name");
            encoding = signature.word("encoding", Map.of("hex", Encoding.HEX, "base64", Encoding.BASE64));
            String written = signature.optionalText("prefix");
            prefix = written == null ? "" : written;
            signature.close();
        }
        return new Verification.Hmac(
                algorithm == null ? "sha256" : algorithm,
                content,
                secret,
                header,
                encoding == null ? Encoding.HEX : encoding,
                prefix,
                timestampHeader,
                tolerance);
    }

    private static boolean signed(List<Part> content, String header) {
        return content.stream()
                .anyMatch(part ->
                        part instanceof Part.Header named && named.name().equalsIgnoreCase(header));
    }

    private static List<Part> content(Section verify) {
        List<Part> content = new ArrayList<>();
        for (Section row : verify.rows("content")) {
            String kind = row.word("kind", ConditionReader.words("body", "text", "header"));
            if (kind == null) {
                continue;
            }
            content.add(
                    switch (kind) {
                        case "text" -> new Part.Text(row.text("value", "a text"));
                        case "header" -> new Part.Header(row.text("name", "a header's name"));
                        default -> new Part.Body();
                    });
            row.close();
        }
        if (content.stream().noneMatch(Part.Body.class::isInstance)) {
            verify.placeOf("content")
                    .problem(
                            "body_not_signed",
                            "no {kind: body}",
                            "the body among the signed parts",
                            "write content: [{kind: body}]");
        }
        return content;
    }

    private static SecretReference secret(Section verify, String key) {
        if (!verify.has(key)) {
            verify.missing(key, "$(secrets.NAME)");
        }
        @Nullable SecretReference secret = Placeholders.secret(verify.scalar(key), verify.reading());
        return secret == null ? Unread.SECRET : secret;
    }
}
