package io.tillbridge.partner.auth;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.partner.network.AddressRules;
import io.tillbridge.partner.network.GuardedCall;
import io.tillbridge.partner.network.GuardedConnections;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes what proves a client, of its plan.
 *
 * @param tokens null for a tool without a database
 */
public record Authentications(
        AddressRules addresses, @Nullable TokenTable tokens, Clock clock) {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    /**
     * What proves a client beside the headers and parameters of its plan.
     *
     * @param connection whose client it is
     * @param client under whose name tokens are kept; clients that share a login have one name
     * @param counted told of each call for a token to the host of the base URL, whose limit it uses up too
     */
    public Authentication of(
            String connection,
            String client,
            HttpClientPlan plan,
            Values values,
            GuardedConnections.Identity identity,
            Runnable counted) {
        Auth auth = plan.auth() instanceof Auth.Mtls mtls ? mtls.also() : plan.auth();
        GuardedCall calls = new GuardedCall(
                addresses,
                identity,
                timeout(plan),
                host(tokenUrl(auth, plan)).equals(host(plan.baseUrl())) ? counted : () -> {});
        TokenTable.Owner owner = new TokenTable.Owner(connection, client);
        if (auth instanceof Auth.OAuth2 oauth) {
            TokenEndpoint endpoint = new TokenEndpoint(calls, oauth.tokenUrl(), oauth.deadErrors());
            return carried(owner, plan, new OAuth2Issuer(oauth, values, endpoint), oauth.sent());
        }
        if (auth instanceof Auth.Login login) {
            return carried(owner, plan, new LoginIssuer(login, plan.baseUrl(), values, calls), login.sent());
        }
        if (auth instanceof Auth.OAuth1 oauth) {
            return new RequestSignature(oauth, values, clock);
        }
        if (auth instanceof Auth.Jwt jwt) {
            SignedToken signed = new SignedToken(jwt, values, clock);
            Auth.Jwt.Exchange exchange = jwt.exchange();
            if (exchange == null) {
                return request -> {
                    request.setHeader("Authorization", "Bearer " + signed.make());
                    return null;
                };
            }
            TokenEndpoint endpoint = new TokenEndpoint(calls, exchange.tokenUrl(), exchange.deadErrors());
            return carried(owner, plan, new AssertionIssuer(jwt, exchange, signed, endpoint), Auth.Login.Sent.BEARER);
        }
        return Authentication.NONE;
    }

    private Authentication carried(TokenTable.Owner owner, HttpClientPlan plan, Issuer issuer, Auth.Login.Sent sent) {
        Duration patience = plan.timeout();
        SharedTokens shared = tokens == null ? null : new SharedTokens(owner, issuer, tokens, patience, clock);
        return new TokenAuthentication(new Tokens(issuer, shared, patience, clock), sent);
    }

    private static String tokenUrl(Auth auth, HttpClientPlan plan) {
        if (auth instanceof Auth.OAuth2 oauth) {
            return oauth.tokenUrl();
        }
        return auth instanceof Auth.Jwt jwt && jwt.exchange() != null
                ? jwt.exchange().tokenUrl()
                : plan.baseUrl();
    }

    private static String host(String url) {
        return String.valueOf(URI.create(url).getAuthority()).toLowerCase(Locale.ROOT);
    }

    /** Half the client's, so that connecting and answering take no longer than its timeout together. */
    private static Duration timeout(HttpClientPlan plan) {
        Duration half = plan.timeout().dividedBy(2);
        return half.compareTo(LONGEST_CONNECT) < 0 ? half : LONGEST_CONNECT;
    }
}
