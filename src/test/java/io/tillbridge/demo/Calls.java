package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Calls as the hub would make them. */
final class Calls {

    private Calls() {}

    static Call post(String path, Map<String, String> headers, String body) {
        return call("POST", path, headers, body);
    }

    static Call post(String path, Map<String, String> headers, JsonNode body) {
        return call("POST", path, headers, body.toString());
    }

    static Call get(String path, Map<String, String> headers) {
        return call("GET", path, headers, "");
    }

    static Call put(String path, Map<String, String> headers) {
        return call("PUT", path, headers, "");
    }

    private static Call call(String method, String path, Map<String, String> headers, String body) {
        Headers all = new Headers();
        headers.forEach(all::add);
        return new Call(method, path, all, body.getBytes(StandardCharsets.UTF_8));
    }
}
