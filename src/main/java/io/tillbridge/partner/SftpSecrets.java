package io.tillbridge.partner;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.SftpClientPlan;
import org.jspecify.annotations.Nullable;

/** Who logs in, read anew for every connection; prints as its class alone. */
final class SftpSecrets {

    final String user;
    final @Nullable String password;
    final @Nullable String privateKey;
    final @Nullable String passphrase;

    private SftpSecrets(
            String user, @Nullable String password, @Nullable String privateKey, @Nullable String passphrase) {
        this.user = user;
        this.password = password;
        this.privateKey = privateKey;
        this.passphrase = passphrase;
    }

    /**
     * Reads the secrets of a client.
     *
     * @throws FileRefused {@code secret_missing}
     */
    static SftpSecrets of(ConnectionPlan connection, SftpClientPlan client, CallSecrets secrets) throws FileRefused {
        try {
            return new SftpSecrets(
                    client.user().render(new SecretScope(connection, secrets)::value),
                    first(client.password(), secrets),
                    first(client.privateKey(), secrets),
                    first(client.passphrase(), secrets));
        } catch (RuntimeException missing) {
            throw new FileRefused("secret_missing", String.valueOf(missing.getMessage()));
        }
    }

    private static @Nullable String first(@Nullable SecretReference reference, CallSecrets secrets) {
        return reference == null ? null : secrets.values(reference).get(0);
    }
}
