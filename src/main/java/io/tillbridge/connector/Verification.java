package io.tillbridge.connector;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a webhook proves its sender. Secrets may be lists: any of them may have signed (rotation). */
public sealed interface Verification {

    /** The secrets without which nothing can be verified. */
    List<SecretReference> needs();

    /**
     * A keyed hash over parts of the request.
     *
     * @param algorithm {@code sha256}, {@code sha1} or {@code sha512}
     * @param content what is signed, in order; the body is the raw bytes as received
     * @param secretEncoding how the key's bytes are written in the secret
     * @param signature where it stands; there may be several, of which one must match
     * @param prefix text before each signature, such as {@code sha256=}; may be empty
     * @param timestamp where the Unix seconds stand; null when the scheme has none
     */
    record Hmac(
            String algorithm,
            List<Part> content,
            SecretReference secret,
            Encoding secretEncoding,
            RequestPlace signature,
            Encoding encoding,
            String prefix,
            @Nullable RequestPlace timestamp,
            Duration tolerance)
            implements Verification {
        public Hmac {
            content = List.copyOf(content);
        }

        /** A signature, and perhaps a timestamp, in headers of their own; the secret's text is the key. */
        public Hmac(
                String algorithm,
                List<Part> content,
                SecretReference secret,
                String header,
                Encoding encoding,
                String prefix,
                @Nullable String timestampHeader,
                Duration tolerance) {
            this(
                    algorithm,
                    content,
                    secret,
                    Encoding.TEXT,
                    new RequestPlace.Header(header, null),
                    encoding,
                    prefix,
                    timestampHeader == null ? null : new RequestPlace.Header(timestampHeader, null),
                    tolerance);
        }

        @Override
        public List<SecretReference> needs() {
            return List.of(secret);
        }
    }

    /** Standard Webhooks 1.0.0: {@code v1} (HMAC-SHA256) and {@code v1a} (ed25519). */
    record StandardWebhooks(SecretReference secrets, Duration tolerance) implements Verification {
        @Override
        public List<SecretReference> needs() {
            return List.of(secrets);
        }
    }

    /** HTTP basic authentication. */
    record Basic(SecretReference user, SecretReference password) implements Verification {
        @Override
        public List<SecretReference> needs() {
            return List.of(user, password);
        }
    }

    /** A header that must equal a secret. */
    record SharedHeader(String header, SecretReference secret) implements Verification {
        @Override
        public List<SecretReference> needs() {
            return List.of(secret);
        }
    }

    /** A token in the header {@code Authorization: Bearer} that must equal a secret. */
    record Bearer(SecretReference secret) implements Verification {
        @Override
        public List<SecretReference> needs() {
            return List.of(secret);
        }
    }

    /**
     * A signed token (RFC 7519) in the header {@code Authorization: Bearer}.
     *
     * @param jwks the public keys as a JSON Web Key Set (RFC 7517)
     * @param tolerance how far the clocks may differ
     */
    record Jwt(SecretReference jwks, String issuer, String audience, Duration tolerance) implements Verification {
        @Override
        public List<SecretReference> needs() {
            return List.of(jwks);
        }
    }

    /**
     * A client certificate that TLS has verified.
     *
     * @param subject its distinguished name (RFC 2253)
     * @param header in which the proxy that ends TLS says the name; null when the hub ends TLS itself
     */
    record Mtls(String subject, @Nullable String header) implements Verification {
        @Override
        public List<SecretReference> needs() {
            return List.of();
        }
    }

    /** One part of the signed content. */
    sealed interface Part {
        record Body() implements Part {}

        record Text(String value) implements Part {}

        record Header(String name) implements Part {}

        /** A part of a header, a parameter, or a value in the body; that value is empty text when it is absent. */
        record At(RequestPlace place) implements Part {}

        /** All parameters of the address but the signature: decoded, {@code name=value}, sorted, joined by {@code &}. */
        record Query() implements Part {}
    }

    enum Encoding {
        TEXT,
        HEX,
        BASE64
    }
}
