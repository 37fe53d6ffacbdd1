package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a client proves who it is. Secret values are looked up when a call is made and never kept in a plan. */
public sealed interface Auth {

    record None() implements Auth {}

    /** A key in a header or a query parameter. */
    record ApiKey(Place in, String name, Template value) implements Auth {
        public enum Place {
            HEADER,
            QUERY
        }
    }

    record Basic(Template user, Template password) implements Auth {}

    record Bearer(Template token) implements Auth {}

    /**
     * An access token of OAuth 2 (RFC 6749). A refresh token that the partner replaces is stored before
     * the access token that came with it is used.
     *
     * @param clientSecret null for a client that has none, or proves itself by its certificate
     * @param refreshToken the first one; null unless the grant is {@code REFRESH_TOKEN}
     * @param parameters further parameters of the token request, such as an audience
     * @param deadErrors values of {@code error} after which only a person can help: the connection pauses
     * @param sent how calls carry the access token; as a bearer unless the partner wants it elsewhere
     */
    record OAuth2(
            Grant grant,
            ClientAuth clientAuth,
            String tokenUrl,
            Template clientId,
            @Nullable Template clientSecret,
            @Nullable Template refreshToken,
            List<String> scopes,
            Map<String, Template> parameters,
            List<String> deadErrors,
            Login.Sent sent)
            implements Auth {

        public OAuth2 {
            scopes = List.copyOf(scopes);
            parameters = Map.copyOf(parameters);
            deadErrors = List.copyOf(deadErrors);
        }

        public enum Grant {
            CLIENT_CREDENTIALS,
            REFRESH_TOKEN
        }

        /** Where the client's own id and secret are put: in a header, or among the parameters. */
        public enum ClientAuth {
            BASIC,
            BODY
        }
    }

    /**
     * A signed JSON Web Token (RFC 7519): sent as the bearer itself, or exchanged for an access token (RFC 7523).
     *
     * @param key PEM of a PKCS #8 private key; for HS256 the shared secret
     * @param keyId {@code kid} of the header; null for none
     * @param issuer {@code iss}; {@code subject} and {@code audience} likewise; null for none
     * @param claims further claims, as text
     * @param validity from issue to expiry
     * @param exchange null when the token itself is the bearer
     */
    record Jwt(
            Algorithm algorithm,
            Template key,
            @Nullable Template keyId,
            @Nullable Template issuer,
            @Nullable Template subject,
            @Nullable Template audience,
            Map<String, Template> claims,
            Duration validity,
            @Nullable Exchange exchange)
            implements Auth {

        public Jwt {
            claims = Map.copyOf(claims);
        }

        public enum Algorithm {
            RS256,
            ES256,
            HS256
        }

        /** Where an assertion is exchanged; the answer is that of {@link OAuth2}. */
        public record Exchange(
                String tokenUrl, List<String> scopes, Map<String, Template> parameters, List<String> deadErrors) {
            public Exchange {
                scopes = List.copyOf(scopes);
                parameters = Map.copyOf(parameters);
                deadErrors = List.copyOf(deadErrors);
            }
        }
    }

    /**
     * A signature over each request (RFC 5849).
     *
     * @param token null, like its secret, for a client that acts for itself
     * @param realm null for none
     */
    record OAuth1(
            Signature signature,
            Template consumerKey,
            Template consumerSecret,
            @Nullable Template token,
            @Nullable Template tokenSecret,
            @Nullable Template realm)
            implements Auth {
        public enum Signature {
            HMAC_SHA1,
            HMAC_SHA256
        }
    }

    /**
     * A session: a call of its own brings a token, which later calls carry until an error row says {@code refresh_auth}.
     *
     * @param method {@code GET}, {@code POST} or {@code PUT}
     * @param path appended to the client's base URL
     * @param body null when the call has none
     * @param lives how long a session is used; null until it is refused
     */
    record Login(
            String method,
            Template path,
            Map<String, Template> headers,
            @Nullable Body body,
            Found found,
            Sent sent,
            @Nullable Duration lives)
            implements Auth {

        public Login {
            headers = Map.copyOf(headers);
        }

        /** What the call carries. */
        public sealed interface Body {
            record Json(JsonTemplate json) implements Body {}

            record Form(Map<String, Template> fields) implements Body {
                public Form {
                    fields = Map.copyOf(fields);
                }
            }
        }

        /** Where the token lies in the answer. */
        public sealed interface Found {
            record Pointer(JsonPointer pointer) implements Found {}

            record Header(String name) implements Found {}

            record Cookie(String name) implements Found {}
        }

        /** How later calls carry it: {@code prefix} and token as the value of {@code name}. */
        public record Sent(Carrier in, String name, String prefix) {

            /** As RFC 6750 has it. */
            public static final Sent BEARER = new Sent(Carrier.HEADER, "Authorization", "Bearer ");

            public enum Carrier {
                HEADER,
                QUERY,
                COOKIE
            }
        }
    }

    /**
     * A client certificate (mutual TLS), with or without another proof inside the connection.
     *
     * @param certificate PEM, the client's own first, then those that lead to its authority
     * @param privateKey PEM, PKCS #8
     * @param authorities PEM of those that may have signed the partner's certificate; null for the Java platform's
     * @param also what else proves the caller
     */
    record Mtls(
            Template certificate,
            Template privateKey,
            @Nullable Template authorities,
            Auth also) implements Auth {}

    /** Whether calls carry a token that another call brings. */
    default boolean fetchesTokens() {
        return this instanceof OAuth2
                || this instanceof Login
                || (this instanceof Jwt jwt && jwt.exchange() != null)
                || (this instanceof Mtls mtls && mtls.also().fetchesTokens());
    }
}
