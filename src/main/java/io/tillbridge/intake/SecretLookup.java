package io.tillbridge.intake;

import io.tillbridge.connector.SecretReference;
import io.tillbridge.security.MissingSecretException;
import java.util.List;

/** Finds the current bytes of the secrets that webhooks are verified with. */
@FunctionalInterface
public interface SecretLookup {

    /**
     * The values that are valid now, newest first; one unless the reference is a list.
     *
     * @return at least one value
     * @throws MissingSecretException when there is none; its message says where it was looked for and what to do
     */
    List<byte[]> values(SecretReference reference);
}
