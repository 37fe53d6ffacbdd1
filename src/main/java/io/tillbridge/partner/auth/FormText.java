package io.tillbridge.partner.auth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/** Text as {@code application/x-www-form-urlencoded}, and RFC 3986 where a signature needs it. */
final class FormText {

    private FormText() {}

    static String of(Map<String, String> fields) {
        StringJoiner form = new StringJoiner("&");
        fields.forEach((name, value) -> form.add(encode(name) + "=" + encode(value)));
        return form.toString();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Every byte but letters, digits and {@code -._~} as a percent and two upper-case digits. */
    static String percent(String text) {
        return encode(text).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }
}
