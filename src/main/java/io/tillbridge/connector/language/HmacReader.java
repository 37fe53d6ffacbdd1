package io.tillbridge.connector.language;

import io.tillbridge.connector.RequestPlace;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.Verification;
import io.tillbridge.connector.Verification.Encoding;
import io.tillbridge.connector.Verification.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a keyed hash: what is signed, where the signature stands, and how long a delivery may be on its way. */
final class HmacReader {

    private static final RequestPlace NOWHERE = new RequestPlace.Header("", null);

    private HmacReader() {}

    static Verification read(Section verify) {
        String algorithm = verify.word("algorithm", ConditionReader.words("sha1", "sha256", "sha512"));
        List<Part> content = content(verify);
        RequestPlace timestampPlace = null;
        Duration tolerance = VerificationReader.TOLERANCE;
        Section timestamp = verify.optional("timestamp");
        if (timestamp != null) {
            timestampPlace = place(timestamp);
            tolerance = timestamp.duration("tolerance", VerificationReader.TOLERANCE);
            timestamp.close();
            if (!signed(content, timestampPlace)) {
                timestamp
                        .place()
                        .problem(
                                "timestamp_not_signed",
                                "a timestamp outside the signed content",
                                "the same place under content",
                                "sign it too, or anyone can renew an old delivery");
            }
        }
        SecretReference secret = VerificationReader.secret(verify, "secret");
        Encoding secretEncoding = verify.optionalWord(
                "secretEncoding", Map.of("text", Encoding.TEXT, "hex", Encoding.HEX, "base64", Encoding.BASE64));
        RequestPlace signatureAt = NOWHERE;
        String prefix = null;
        Encoding encoding = null;
        Section signature = verify.required("signature", "{header: NAME, encoding: hex|base64}");
        if (signature != null) {
            signatureAt = place(signature);
            encoding = signature.word("encoding", Map.of("hex", Encoding.HEX, "base64", Encoding.BASE64));
            prefix = signature.optionalText("prefix");
            signature.close();
        }
        return new Verification.Hmac(
                algorithm == null ? "sha256" : algorithm,
                content,
                secret,
                secretEncoding == null ? Encoding.TEXT : secretEncoding,
                signatureAt,
                encoding == null ? Encoding.HEX : encoding,
                prefix == null ? "" : prefix,
                timestampPlace,
                tolerance);
    }

    /** {@code header} with an optional {@code member}, {@code query} or {@code pointer}. */
    private static RequestPlace place(Section section) {
        String form = section.only(true, "header", "query", "pointer");
        if (form == null) {
            return NOWHERE;
        }
        return switch (form) {
            case "query" -> new RequestPlace.Query(section.text("query", "a parameter's name"));
            case "pointer" -> new RequestPlace.Body(section.pointer("pointer"));
            default ->
                new RequestPlace.Header(section.text("header", "a header's name"), section.optionalText("member"));
        };
    }

    private static boolean signed(List<Part> content, RequestPlace timestamp) {
        return content.stream().anyMatch(part -> covers(part, timestamp));
    }

    private static boolean covers(Part part, RequestPlace timestamp) {
        if (part instanceof Part.Header named && timestamp instanceof RequestPlace.Header header) {
            return named.name().equalsIgnoreCase(header.name());
        }
        return (part instanceof Part.At at && at.place().equals(timestamp))
                || (part instanceof Part.Body && timestamp instanceof RequestPlace.Body)
                || (part instanceof Part.Query && timestamp instanceof RequestPlace.Query);
    }

    private static List<Part> content(Section verify) {
        List<Part> content = new ArrayList<>();
        for (Section row : verify.rows("content")) {
            Part part = part(row);
            if (part != null) {
                content.add(part);
            }
            row.close();
        }
        if (content.stream().noneMatch(HmacReader::ofTheBody)) {
            verify.placeOf("content")
                    .problem(
                            "body_not_signed",
                            "no {kind: body}",
                            "the body, or values in it, among the signed parts",
                            "write content: [{kind: body}]");
        }
        return content;
    }

    private static boolean ofTheBody(Part part) {
        return part instanceof Part.Body || (part instanceof Part.At at && at.place() instanceof RequestPlace.Body);
    }

    private static @Nullable Part part(Section row) {
        String kind = row.word("kind", ConditionReader.words("body", "text", "header", "query", "pointer"));
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case "text" -> new Part.Text(row.text("value", "a text"));
            case "header" -> {
                String name = row.text("name", "a header's name");
                String member = row.optionalText("member");
                yield member == null ? new Part.Header(name) : new Part.At(new RequestPlace.Header(name, member));
            }
            case "query" -> {
                String name = row.optionalText("name");
                yield name == null ? new Part.Query() : new Part.At(new RequestPlace.Query(name));
            }
            case "pointer" -> new Part.At(new RequestPlace.Body(row.pointer("pointer")));
            default -> new Part.Body();
        };
    }
}
