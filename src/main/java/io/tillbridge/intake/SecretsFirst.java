package io.tillbridge.intake;

import io.tillbridge.connector.SecretReference;
import io.tillbridge.security.MissingSecretException;
import java.time.Instant;
import java.util.List;

/** Looks at the request only when every secret of the check is there: otherwise the sender would be told it is wrong. */
record SecretsFirst(List<SecretReference> needs, SecretLookup secrets, SignatureCheck check) implements SignatureCheck {

    SecretsFirst {
        needs = List.copyOf(needs);
    }

    @Override
    public Verdict verify(IncomingRequest request, Instant now) {
        try {
            for (SecretReference reference : needs) {
                secrets.values(reference);
            }
            return check.verify(request, now);
        } catch (MissingSecretException missing) {
            return new Undecidable();
        }
    }
}
