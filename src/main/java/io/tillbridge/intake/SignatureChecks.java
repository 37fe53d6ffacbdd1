package io.tillbridge.intake;

import io.tillbridge.connector.Verification;

/** Makes the check that a flow's {@code verify} asks for. */
final class SignatureChecks {

    private SignatureChecks() {}

    /**
     * The check of a plan.
     *
     * @throws IllegalArgumentException when the plan names an unknown algorithm
     */
    static SignatureCheck of(Verification plan, SecretLookup secrets) {
        return new SecretsFirst(plan.needs(), secrets, scheme(plan, secrets));
    }

    private static SignatureCheck scheme(Verification plan, SecretLookup secrets) {
        if (plan instanceof Verification.Hmac hmac) {
            return new HmacCheck(hmac, secrets);
        }
        if (plan instanceof Verification.StandardWebhooks standard) {
            return new StandardWebhooksCheck(standard, secrets);
        }
        if (plan instanceof Verification.Basic basic) {
            return new SharedSecretCheck(basic, secrets);
        }
        return new SharedSecretCheck((Verification.SharedHeader) plan, secrets);
    }
}
