package io.tillbridge.intake;

import io.tillbridge.connector.Format;
import io.tillbridge.connector.Verification;

/** Makes the check that a flow's {@code verify} asks for. */
final class SignatureChecks {

    private SignatureChecks() {}

    /** The check of a plan for JSON bodies. */
    static SignatureCheck of(Verification plan, SecretLookup secrets) {
        return of(plan, secrets, new Format.Json());
    }

    /**
     * The check of a plan.
     *
     * @param format of the bodies, for schemes that look into them
     * @throws IllegalArgumentException when the plan names an unknown algorithm
     */
    static SignatureCheck of(Verification plan, SecretLookup secrets, Format format) {
        return new SecretsFirst(plan.needs(), secrets, scheme(plan, secrets, format));
    }

    private static SignatureCheck scheme(Verification plan, SecretLookup secrets, Format format) {
        if (plan instanceof Verification.Hmac hmac) {
            return new HmacCheck(hmac, secrets, format);
        }
        if (plan instanceof Verification.Jwt jwt) {
            return new JwtCheck(jwt, secrets);
        }
        if (plan instanceof Verification.Mtls mtls) {
            return new MtlsCheck(mtls);
        }
        if (plan instanceof Verification.Bearer bearer) {
            return new SharedSecretCheck(bearer, secrets);
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
