package io.tillbridge.intake;

import io.tillbridge.connector.HttpClientPlan;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Links in answers: finds the next page's (RFC 8288) and says where it may lead. */
final class Links {

    private static final Pattern LINK =
            Pattern.compile("<([^>]*)>((?:\\s*;\\s*[^\\s=;,]+(?:\\s*=\\s*(?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s;,]*))?)*)");
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([^\\s=;,]+)(?:\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s;,]*)))?");

    private Links() {}

    /** The target of the first link with the relation {@code next}; null when there is none. */
    static @Nullable String next(@Nullable String header) {
        Matcher link = LINK.matcher(header == null ? "" : header);
        while (link.find()) {
            Matcher parameter = PARAMETER.matcher(link.group(2));
            while (parameter.find()) {
                if (parameter.group(1).equalsIgnoreCase("rel")) {
                    String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
                    if (value != null
                            && Set.of(value.toLowerCase(Locale.ROOT).split("\\s+"))
                                    .contains("next")) {
                        return link.group(1);
                    }
                    // A second rel of one link does not count (RFC 8288, section 3.3)
                    break;
                }
            }
        }
        return null;
    }

    /**
     * The absolute URL of a link.
     *
     * @param page the URL of the page that it stands in
     * @throws IllegalArgumentException when it is no http or https URL
     */
    static URI resolve(URI page, String link) {
        String text = link.strip();
        // URI.resolve would take the page's last segment off (RFC 2396)
        URI resolved =
                text.startsWith("?") ? URI.create(page.toString().split("[?#]", 2)[0] + text) : page.resolve(text);
        if (resolved.getHost() == null
                || resolved.getRawUserInfo() != null
                || !Set.of("http", "https")
                        .contains(String.valueOf(resolved.getScheme()).toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("no http or https URL");
        }
        return resolved;
    }

    /** Whether a URL is at the client's own scheme, host and port. */
    static boolean own(HttpClientPlan client, URI url) {
        URI base = URI.create(client.baseUrl());
        return base.getScheme().equalsIgnoreCase(url.getScheme())
                && base.getHost().equalsIgnoreCase(url.getHost())
                && port(base) == port(url);
    }

    /** Whether a URL is at one of the hosts that the connector allows, by https or the client's own scheme. */
    static boolean allowed(HttpClientPlan client, Set<String> hosts, URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        boolean named = hosts.contains(host + ":" + port(url))
                || (hosts.contains(host) && (url.getPort() < 0 || port(url) == 443));
        return named
                && (url.getScheme().equalsIgnoreCase("https")
                        || client.baseUrl().startsWith("http:"));
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }
}
