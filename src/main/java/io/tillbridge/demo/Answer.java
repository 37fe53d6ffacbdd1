package io.tillbridge.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a simulated system answers. */
record Answer(int status, ObjectNode body) {

    static Answer ok(ObjectNode body) {
        return new Answer(200, body);
    }

    /** An error in the plain form of the generic systems: a code and a sentence. */
    static Answer refused(int status, String code, String message) {
        return new Answer(status, Json.object().put("code", code).put("message", message));
    }
}
