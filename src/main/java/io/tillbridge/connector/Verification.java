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
     * @param prefix text before the signature in the header, such as {@code sha256=}; may be empty
     * @param timestampHeader Unix seconds; null when the scheme has none
     */
    record Hmac(
            String algorithm,
            List<Part> content,
            SecretReference secret,
            String header,
            Encoding encoding,
            String prefix,
            @Nullable String timestampHeader,
            Duration tolerance)
            implements Verification {
        public Hmac {
            content = List.copyOf(content);
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

    /** One part of the signed content. */
    sealed interface Part {
        record Body() implements Part {}

        record Text(String value) implements Part {}

        record Header(String name) implements Part {}
    }

    enum Encoding {
        HEX,
        BASE64
    }
}
