package io.tillbridge.partner.auth;

import io.tillbridge.connector.Auth.Login.Sent;
import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;

/** Puts a token on each request where the partner wants it. */
record TokenAuthentication(Tokens tokens, Sent sent) implements Authentication {

    @Override
    public Token sign(ClassicHttpRequest request) throws IOException {
        Token token = tokens.current();
        String value = sent.prefix() + token.value();
        switch (sent.in()) {
            case HEADER -> request.setHeader(sent.name(), value);
            case QUERY -> {
                String path = request.getPath();
                request.setPath(path + (path.contains("?") ? "&" : "?") + FormText.percent(sent.name()) + "="
                        + FormText.percent(value));
            }
            case COOKIE -> {
                Header before = request.getFirstHeader("Cookie");
                String cookie = sent.name() + "=" + value;
                request.setHeader("Cookie", before == null ? cookie : before.getValue() + "; " + cookie);
            }
        }
        return token;
    }

    @Override
    public boolean renew(Token refused) throws IOException {
        return tokens.instead(refused) != null;
    }
}
