package io.tillbridge.partner.auth;

import io.tillbridge.connector.Auth;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/** Signs each request by OAuth 1.0 (RFC 5849): over its method, URL, query and form. */
record RequestSignature(Auth.OAuth1 auth, Values values, Clock clock) implements Authentication {

    @Override
    public @Nullable Token sign(ClassicHttpRequest request) throws IOException {
        Map<String, String> own = new TreeMap<>();
        own.put("oauth_nonce", UUID.randomUUID().toString().replace("-", ""));
        own.put("oauth_timestamp", Long.toString(clock.instant().getEpochSecond()));
        own.put("oauth_version", "1.0");
        request.setHeader("Authorization", authorization(request, own));
        return null;
    }

    /** The header's value; {@code own} has nonce and time. */
    String authorization(ClassicHttpRequest request, Map<String, String> own) throws IOException {
        boolean sha1 = auth.signature() == Auth.OAuth1.Signature.HMAC_SHA1;
        own.put("oauth_consumer_key", values.of(auth.consumerKey()));
        own.put("oauth_signature_method", sha1 ? "HMAC-SHA1" : "HMAC-SHA256");
        String token = values.optional(auth.token());
        if (token != null) {
            own.put("oauth_token", token);
        }
        String tokenSecret = values.optional(auth.tokenSecret());
        String key = FormText.percent(values.of(auth.consumerSecret())) + "&"
                + (tokenSecret == null ? "" : FormText.percent(tokenSecret));
        String signature = mac(sha1 ? "HmacSHA1" : "HmacSHA256", key, baseString(request, own));
        StringJoiner header = new StringJoiner(", ", "OAuth ", "");
        String realm = values.optional(auth.realm());
        if (realm != null) {
            header.add("realm=\"" + realm.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        }
        own.forEach((name, value) -> header.add(name + "=\"" + FormText.percent(value) + "\""));
        header.add("oauth_signature=\"" + FormText.percent(signature) + "\"");
        return header.toString();
    }

    /** Section 3.4.1. */
    static String baseString(ClassicHttpRequest request, Map<String, String> own) throws IOException {
        URI uri = uri(request);
        List<String> pairs = new ArrayList<>();
        own.forEach((name, value) -> pairs.add(FormText.percent(name) + "=" + FormText.percent(value)));
        pairs.addAll(pairs(uri.getRawQuery()));
        HttpEntity body = request.getEntity();
        if (body != null && String.valueOf(body.getContentType()).startsWith("application/x-www-form-urlencoded")) {
            pairs.addAll(pairs(new String(EntityUtils.toByteArray(body), StandardCharsets.UTF_8)));
        }
        String sorted = pairs.stream()
                .map(pair -> pair.split("=", 2))
                .sorted((a, b) -> a[0].equals(b[0]) ? a[1].compareTo(b[1]) : a[0].compareTo(b[0]))
                .map(pair -> pair[0] + "=" + pair[1])
                .collect(Collectors.joining("&"));
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String where =
                scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + uri.getPort()) + path;
        return request.getMethod().toUpperCase(Locale.ROOT) + "&" + FormText.percent(where) + "&"
                + FormText.percent(sorted);
    }

    private static URI uri(ClassicHttpRequest request) throws IOException {
        try {
            return request.getUri();
        } catch (java.net.URISyntaxException e) {
            throw new IOException("the request's URL cannot be signed", e);
        }
    }

    private static List<String> pairs(@Nullable String encoded) {
        List<String> pairs = new ArrayList<>();
        if (encoded != null && !encoded.isEmpty()) {
            for (String pair : encoded.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                pairs.add(FormText.percent(decode(parts[0])) + "="
                        + (parts.length == 2 ? FormText.percent(decode(parts[1])) : ""));
            }
        }
        return pairs;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String mac(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
