package io.tillbridge.partner;

import io.tillbridge.connector.SecretReference;
import java.util.List;

/** Reads secret values when a call is made, so that a rotated file counts from the next call on. */
@FunctionalInterface
public interface CallSecrets {

    /**
     * The values behind a reference, in order of preference; the first one is used for calling.
     *
     * @throws IllegalStateException when there is no such secret; the message names the reference, never a value
     */
    List<String> values(SecretReference reference);
}
