package io.tillbridge.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An SFTP server.
 *
 * @param port from 1 to 65535; 22 when the connector does not say
 * @param user may name a secret
 * @param privateKey OpenSSH or PEM text; null when the password proves who calls
 * @param passphrase of the private key; null when it has none
 * @param password null when the key proves who calls
 * @param hostKey the server's only key, as {@code ssh-keygen -l} prints it: {@code SHA256:} and 43 characters
 * @param timeout for connecting, for logging in, and for every answer
 */
public record SftpClientPlan(
        String name,
        String host,
        int port,
        Template user,
        @Nullable SecretReference privateKey,
        @Nullable SecretReference passphrase,
        @Nullable SecretReference password,
        String hostKey,
        @Nullable Budget budget,
        Duration timeout)
        implements FileClientPlan {}
