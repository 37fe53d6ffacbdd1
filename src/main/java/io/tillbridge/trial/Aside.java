package io.tillbridge.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.Auth.Login;
import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.ParentListing;
import io.tillbridge.connector.PollHttpSource;

/**
 * What a partner answers beside the calls that a trial is about: logins, and the listings whose records have listings of
 * their own. Those calls are neither scripted nor counted.
 */
final class Aside {

    private static final String SESSION = "trial-session";

    private Aside() {}

    /** Logins, for as long as the fake stands. */
    static void logins(FakePartner fake, ConnectionPlan plan) {
        for (ClientPlan client : plan.clients().values()) {
            if (client instanceof HttpClientPlan http && http.auth() instanceof Login login) {
                fake.aside(login.path().toString(), session(login.found()));
            }
        }
    }

    /** The listing of parents of one flow; other flows may be about the same path. */
    static void parents(FakePartner fake, PollHttpSource source, Runnable trial) {
        ParentListing parent = source.parent();
        if (parent == null) {
            trial.run();
            return;
        }
        String path = parent.request().path().toString();
        fake.aside(path, oneParent(parent));
        try {
            trial.run();
        } finally {
            fake.notAside(path);
        }
    }

    private static FakePartner.Behaviour session(Login.Found found) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (found instanceof Login.Found.Pointer pointer) {
            Satisfied.set(body, pointer.pointer(), TextNode.valueOf(SESSION));
            return FakePartner.answer(200, body.toString());
        }
        return found instanceof Login.Found.Header header
                ? FakePartner.answer(200, "{}", header.name(), SESSION)
                : FakePartner.answer(
                        200, "{}", "Set-Cookie", ((Login.Found.Cookie) found).name() + "=" + SESSION + "; Path=/");
    }

    /** One page with one record, which is known by the usual member. */
    private static FakePartner.Behaviour oneParent(ParentListing parent) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ObjectNode record = JsonNodeFactory.instance.objectNode().put("id", "parent-1");
        if (parent.records().matches()) {
            return FakePartner.answer(
                    200, JsonNodeFactory.instance.arrayNode().add(record).toString());
        }
        Satisfied.set(
                page, parent.records(), JsonNodeFactory.instance.arrayNode().add(record));
        return FakePartner.answer(200, page.toString());
    }
}
