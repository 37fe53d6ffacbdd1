package io.tillbridge.connector.language;

import io.tillbridge.connector.DirectoryClientPlan;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.SftpClientPlan;
import io.tillbridge.connector.Template;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads clients that hold files: a folder of this machine, or an SFTP server. */
final class FileClientReader {

    /** The words of {@code kind}. */
    static final Set<String> KINDS = Set.of("directory", "sftp");

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private FileClientReader() {}

    static DirectoryClientPlan directory(String name, Section client) {
        String path = client.text("path", "a folder below the one that the node opens for files");
        if (FilePaths.climbs(path)) {
            client.placeOf("path")
                    .problem("path_outside", "'" + path + "'", "a path without ..", "write the folder itself");
        }
        return new DirectoryClientPlan(name, path, BudgetReader.read(client), client.duration("timeout", TIMEOUT));
    }

    static SftpClientPlan sftp(String name, Section client) {
        String host = client.text("host", "a host's name or address");
        if (!host.matches("[A-Za-z0-9.:_-]*")) {
            client.placeOf("host").problem("wrong_type", "'" + host + "'", "a host's name or address", "correct it");
        }
        int port = client.integer("port", 22, 1, 65_535);
        Template user = client.template("user", Roots.SECRETS);
        String proof = client.only(true, "privateKey", "password");
        SecretReference password = secret(client, "password");
        SecretReference privateKey = secret(client, "privateKey");
        SecretReference passphrase = secret(client, "passphrase");
        if (passphrase != null && !"privateKey".equals(proof)) {
            client.placeOf("passphrase")
                    .problem("too_many", "a passphrase without a key", "a passphrase of privateKey", "remove it");
        }
        return new SftpClientPlan(
                name,
                host,
                port,
                user,
                privateKey,
                passphrase,
                password,
                hostKey(client),
                BudgetReader.read(client),
                client.duration("timeout", TIMEOUT));
    }

    private static String hostKey(Section client) {
        String hostKey = client.text("hostKey", "the server's fingerprint, SHA256: and 43 characters");
        if (!hostKey.isEmpty() && !hostKey.matches("SHA256:[A-Za-z0-9+/]{43}")) {
            client.placeOf("hostKey")
                    .problem(
                            "wrong_type",
                            "'" + hostKey + "'",
                            "the server's fingerprint, SHA256: and 43 characters",
                            "ask the server's owner for what ssh-keygen -l prints for its key");
        }
        return hostKey;
    }

    private static @Nullable SecretReference secret(Section client, String key) {
        return Placeholders.secret(client.scalar(key), client.reading());
    }
}
