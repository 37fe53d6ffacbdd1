package io.tillbridge.partner.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Template;
import io.tillbridge.support.ManualClock;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The examples of RFC 5849. */
class RequestSignatureTest {

    private static final Values SECRETS = new Values(name -> TextNode.valueOf(
            switch (name) {
                case "secrets.key" -> "dpf43f3p2l4k3l03";
                case "secrets.secret" -> "kd94hf93k423kf44";
                case "secrets.token" -> "nnch734d00sl2jdk";
                default -> "pfkkdhi9sl3r4s00";
            }));

    @Test
    void theBaseStringOfSection341() throws IOException {
        ClassicHttpRequest request = ClassicRequestBuilder.post(
                        "http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b")
                .setEntity(new StringEntity("c2&a3=2+q", ContentType.APPLICATION_FORM_URLENCODED))
                .build();

        assertThat(RequestSignature.baseString(
                        request,
                        Map.of(
                                "oauth_consumer_key",
                                "9djdj82h48djs9d2",
                                "oauth_token",
                                "kkk9d7dh3k39sjv7",
                                "oauth_signature_method",
                                "HMAC-SHA1",
                                "oauth_timestamp",
                                "137131201",
                                "oauth_nonce",
                                "7d8f3e4a")))
                .isEqualTo(
                        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D"
                                + "%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
                                + "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201"
                                + "%26oauth_token%3Dkkk9d7dh3k39sjv7");
    }

    @Test
    void theSignatureOfSection12() throws IOException {
        Map<String, String> own = new TreeMap<>(Map.of("oauth_timestamp", "137131202", "oauth_nonce", "chapoH"));

        String header = signature(Auth.OAuth1.Signature.HMAC_SHA1, Template.parse("Photos"))
                .authorization(photos(), own);

        assertThat(header)
                .startsWith("OAuth realm=\"Photos\", ")
                .contains("oauth_token=\"nnch734d00sl2jdk\"")
                .endsWith("oauth_signature=\"MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D\"");
    }

    @Test
    void eachRequestHasItsOwnNonceAndTheTime() throws IOException {
        RequestSignature signature = signature(Auth.OAuth1.Signature.HMAC_SHA256, null);
        ClassicHttpRequest one = photos();
        ClassicHttpRequest two = photos();

        assertThat(signature.sign(one)).isNull();
        signature.sign(two);

        String header = one.getFirstHeader("Authorization").getValue();
        assertThat(header)
                .contains(
                        "oauth_signature_method=\"HMAC-SHA256\"",
                        "oauth_timestamp=\"1777636800\"",
                        "oauth_version=\"1.0\"")
                .doesNotContain("realm", "kd94hf93k423kf44", "pfkkdhi9sl3r4s00")
                .isNotEqualTo(two.getFirstHeader("Authorization").getValue());
    }

    private static ClassicHttpRequest photos() {
        return ClassicRequestBuilder.get("http://photos.example.net/photos?file=vacation.jpg&size=original")
                .build();
    }

    private static RequestSignature signature(Auth.OAuth1.Signature method, @Nullable Template realm) {
        return new RequestSignature(
                new Auth.OAuth1(
                        method,
                        Template.parse("$(secrets.key)"),
                        Template.parse("$(secrets.secret)"),
                        Template.parse("$(secrets.token)"),
                        Template.parse("$(secrets.tokenSecret)"),
                        realm),
                SECRETS,
                ManualClock.at("2026-05-01T12:00:00Z"));
    }
}
