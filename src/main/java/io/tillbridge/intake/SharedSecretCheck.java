package io.tillbridge.intake;

import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.Verification;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A secret that the sender repeats in a header: as it stands, as a bearer token, or as HTTP basic (RFC 7617). */
final class SharedSecretCheck implements SignatureCheck {

    private final Verification plan;
    private final SecretLookup secrets;

    SharedSecretCheck(Verification.Basic plan, SecretLookup secrets) {
        this.plan = plan;
        this.secrets = secrets;
    }

    SharedSecretCheck(Verification.Bearer plan, SecretLookup secrets) {
        this.plan = plan;
        this.secrets = secrets;
    }

    SharedSecretCheck(Verification.SharedHeader plan, SecretLookup secrets) {
        this.plan = plan;
        this.secrets = secrets;
    }

    @Override
    public Verdict verify(IncomingRequest request, Instant now) {
        if (plan instanceof Verification.SharedHeader shared) {
            String found = request.header(shared.header());
            if (found == null || found.isEmpty()) {
                return new Unauthentic("credentials_missing", "header " + shared.header() + " is absent or empty");
            }
            return verdict(anySame(values(shared.secret()), found.getBytes(StandardCharsets.UTF_8)));
        }
        if (plan instanceof Verification.Bearer bearer) {
            String token = bearer(request);
            return token == null
                    ? new Unauthentic("credentials_missing", "header Authorization holds no Bearer token")
                    : verdict(anySame(values(bearer.secret()), token.getBytes(StandardCharsets.UTF_8)));
        }
        Verification.Basic basic = (Verification.Basic) plan;
        String header = request.header("authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return new Unauthentic("credentials_missing", "header Authorization holds no Basic credentials");
        }
        byte[] found = Signatures.base64(header.substring(6).strip());
        if (found == null) {
            return new Unauthentic("credentials_malformed", "header Authorization is not Base64 text");
        }
        boolean matched = false;
        for (byte[] user : values(basic.user())) {
            for (byte[] password : values(basic.password())) {
                matched |= Signatures.same(joined(user, password), found);
            }
        }
        return verdict(matched);
    }

    /** The token of {@code Authorization: Bearer} (RFC 6750); null when there is none. */
    static @Nullable String bearer(IncomingRequest request) {
        String header = request.header("authorization");
        boolean bearer = header != null && header.toLowerCase(Locale.ROOT).startsWith("bearer ");
        return header == null || !bearer || header.length() == 7
                ? null
                : header.substring(7).strip();
    }

    private static Verdict verdict(boolean matched) {
        return matched
                ? AUTHENTIC
                : new Unauthentic("credentials_mismatch", "the header holds none of the secrets that are valid now");
    }

    /** The non-empty values: an empty secret must not make an empty header authentic. */
    private List<byte[]> values(SecretReference reference) {
        return secrets.values(reference).stream()
                .filter(value -> value.length > 0)
                .toList();
    }

    private static boolean anySame(List<byte[]> values, byte[] found) {
        boolean matched = false;
        for (byte[] value : values) {
            matched |= Signatures.same(value, found);
        }
        return matched;
    }

    private static byte[] joined(byte[] user, byte[] password) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(user.length + password.length + 1);
        out.writeBytes(user);
        out.write(':');
        out.writeBytes(password);
        return out.toByteArray();
    }
}
