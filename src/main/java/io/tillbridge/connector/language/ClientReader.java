package io.tillbridge.connector.language;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Budget;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlText;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Reads a client: where an API is, as whom, how often, and what its answers mean. */
final class ClientReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final DataSize LONGEST_ANSWER = DataSize.ofMegabytes(10);
    private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,8})/(s|min|h|d)");
    private static final Map<String, Duration> PERIODS = Map.of(
            "s",
            Duration.ofSeconds(1),
            "min",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1),
            "d",
            Duration.ofDays(1));

    private ClientReader() {}

    static HttpClientPlan read(String name, Section client) {
        if (client.word("kind", ConditionReader.words("http")) == null) {
            return Unread.client(name);
        }
        HttpClientPlan plan = new HttpClientPlan(
                name,
                baseUrl(client),
                path(client),
                client.templates("headers", Roots.SECRETS),
                client.templates("query", Roots.NONE),
                auth(client),
                budget(client),
                ErrorReader.call(client),
                client.duration("timeout", TIMEOUT),
                Sizes.bytes(client, "maxResponseBytes", LONGEST_ANSWER, DataSize.ofMegabytes(100)));
        client.close();
        return plan;
    }

    private static String baseUrl(Section client) {
        String url = client.text("baseUrl", "an absolute URL");
        if (url.isEmpty()) {
            return url;
        }
        if (!Setting.url(url)) {
            client.placeOf("baseUrl")
                    .problem("wrong_type", "'" + url + "'", "an absolute http or https URL", "correct the URL");
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static String path(Section client) {
        String path = client.optionalText("graphqlPath");
        if (path != null && !path.startsWith("/")) {
            client.placeOf("graphqlPath").problem("wrong_type", "'" + path + "'", "a path", "start it with /");
        }
        return path == null ? "" : path;
    }

    private static Auth auth(Section client) {
        Section auth = client.required("auth", "{kind: none|api_key|basic|bearer, ...}");
        if (auth == null) {
            return new Auth.None();
        }
        String kind = auth.word("kind", ConditionReader.words("none", "api_key", "basic", "bearer"));
        if (kind == null) {
            return new Auth.None();
        }
        Auth read = switch (kind) {
            case "api_key" -> apiKey(auth);
            case "basic" -> new Auth.Basic(plain(auth, "user"), secret(auth, "password"));
            case "bearer" -> new Auth.Bearer(secret(auth, "token"));
            default -> new Auth.None();
        };
        auth.close();
        return read;
    }

    private static Auth apiKey(Section auth) {
        Auth.ApiKey.Place in =
                auth.word("in", Map.of("header", Auth.ApiKey.Place.HEADER, "query", Auth.ApiKey.Place.QUERY));
        return new Auth.ApiKey(
                in == null ? Auth.ApiKey.Place.HEADER : in,
                auth.text("name", "the header's or parameter's name"),
                secret(auth, "value"));
    }

    private static Template plain(Section auth, String key) {
        return auth.template(key, Roots.SECRETS);
    }

    /** A template with at least one secret in it; a credential written out is a problem and is not quoted. */
    private static Template secret(Section auth, String key) {
        YamlText text = auth.scalar(key);
        if (text != null && !text.value().contains("$(secrets.")) {
            text.problem(
                    "secret_written_out",
                    "a credential without $(secrets.NAME)",
                    "$(secrets.NAME)",
                    "declare the secret under spec and name it here");
            return Template.parse("");
        }
        return auth.template(key, Roots.SECRETS);
    }

    private static @Nullable Budget budget(Section client) {
        Section budget = client.optional("budget");
        if (budget == null || budget.word("kind", ConditionReader.words("fixed")) == null) {
            return null;
        }
        String rate = budget.text("rate", "calls per period such as 10/s");
        int concurrency = budget.integer("concurrency", 0, 1, 1000);
        budget.close();
        Matcher parts = RATE.matcher(rate);
        if (!parts.matches()) {
            if (!rate.isEmpty()) {
                budget.placeOf("rate")
                        .problem("wrong_type", "'" + rate + "'", "calls per s, min, h or d", "write it like 10/s");
            }
            return null;
        }
        return new Budget(
                Long.parseLong(parts.group(1)),
                PERIODS.getOrDefault(parts.group(2), Duration.ofSeconds(1)),
                concurrency);
    }

    /** The client that a flow calls: the one it names, or the only one. Empty (a problem) when there is none. */
    static String name(Section flow, Set<String> clients) {
        YamlText text = flow.scalar("client");
        if (text != null) {
            flow.reading().use("clients." + text.value());
            return flow.reading().defined(text.place(), "client", text.value(), clients) ? text.value() : "";
        }
        if (clients.size() == 1) {
            String only = clients.iterator().next();
            flow.reading().use("clients." + only);
            return only;
        }
        flow.missing("client", clients.isEmpty() ? "a client, and none is defined" : "one of " + clients);
        return "";
    }
}
