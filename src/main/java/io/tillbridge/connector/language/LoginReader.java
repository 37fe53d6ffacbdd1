package io.tillbridge.connector.language;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Auth.Login;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlText;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a session login: the call, where its token lies in the answer, and how later calls carry it. */
final class LoginReader {

    private static final Map<String, Login.Sent.Carrier> PLACES = Map.of(
            "header", Login.Sent.Carrier.HEADER,
            "query", Login.Sent.Carrier.QUERY,
            "cookie", Login.Sent.Carrier.COOKIE);

    private LoginReader() {}

    static Auth read(Section auth) {
        Section request = auth.required("request", "a call such as {post: /login, json: ...}");
        String form = request == null ? null : request.only(true, "post", "put", "get");
        Template path = Template.parse("/");
        Map<String, Template> headers = Map.of();
        Login.Body body = null;
        if (request != null && form != null) {
            path = request.template(form, Roots.NONE);
            if (!path.toString().startsWith("/")) {
                request.placeOf(form).problem("wrong_type", "'" + path + "'", "a path", "start it with /");
            }
            headers = request.templates("headers", Roots.SECRETS);
            body = body(request, form);
            request.close();
        }
        return new Login(
                form == null ? "POST" : form.toUpperCase(Locale.ROOT),
                path,
                headers,
                body,
                found(auth),
                sent(auth),
                auth.optionalDuration("lives"));
    }

    private static Login.@Nullable Body body(Section request, String method) {
        String kind = request.only(false, "json", "form");
        if (kind != null && method.equals("get")) {
            request.placeOf(kind).problem("too_many", "a body with get", "no body", "use post or remove " + kind);
        }
        YamlText json = request.scalar("json");
        if (json != null) {
            return new Login.Body.Json(RequestReader.json(json, Roots.SECRETS, request.reading()));
        }
        return request.has("form") ? new Login.Body.Form(request.templates("form", Roots.SECRETS)) : null;
    }

    private static Login.Found found(Section auth) {
        Section token = auth.required("token", "{pointer: /token}, {header: NAME} or {cookie: NAME}");
        String kind = token == null ? null : token.only(true, "pointer", "header", "cookie");
        if (token == null || kind == null) {
            return new Login.Found.Header("");
        }
        Login.Found found = switch (kind) {
            case "pointer" -> new Login.Found.Pointer(token.pointer("pointer"));
            case "header" -> new Login.Found.Header(token.text("header", "a header's name"));
            default -> new Login.Found.Cookie(token.text("cookie", "a cookie's name"));
        };
        token.close();
        return found;
    }

    /** How calls carry a token; a missing section is a problem. */
    static Login.Sent sent(Section auth) {
        Section send = auth.required("send", "{in: header|query|cookie, name: NAME}");
        if (send == null) {
            return new Login.Sent(Login.Sent.Carrier.HEADER, "", "");
        }
        Login.Sent.Carrier in = send.word("in", PLACES);
        String prefix = send.optionalText("prefix");
        Login.Sent sent = new Login.Sent(
                in == null ? Login.Sent.Carrier.HEADER : in,
                send.text("name", "the header's, parameter's or cookie's name"),
                prefix == null ? "" : prefix);
        send.close();
        return sent;
    }
}
