package io.tillbridge.authoring.draft;

/** How webhooks prove their sender, as {@code verify:} says it. */
public final class SourceHooks {

    private SourceHooks() {}

    /**
     * A keyed hash of the body.
     *
     * @param encoding {@code hex} or {@code base64}
     */
    public static String hmac(String header, String encoding) {
        return "kind: hmac, algorithm: sha256, content: [{kind: body}], secret: $(secrets.webhookSecrets),\n"
                + "        signature: {header: " + header + ", encoding: " + encoding + "}";
    }
}
