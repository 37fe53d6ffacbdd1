package io.tillbridge.intake;

import io.tillbridge.connector.SecretReference;
import java.util.List;

/** Finds the current bytes of a secret. */
@FunctionalInterface
public interface SecretLookup {

    /**
     * The values that are valid now, newest first; one unless the reference is a list.
     *
     * @return empty when the secret does not exist: a verification then refuses everything
     */
    List<byte[]> values(SecretReference reference);
}
