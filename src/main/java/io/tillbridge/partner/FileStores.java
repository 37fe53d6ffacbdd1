package io.tillbridge.partner;

import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.DirectoryClientPlan;
import io.tillbridge.connector.SftpClientPlan;
import io.tillbridge.partner.network.AddressRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;

/** Opens folders and SFTP servers by a connection's plan. */
public final class FileStores {

    private final Path root;
    private final CallSecrets secrets;
    private final HostGuard hosts;

    /**
     * Stores of a node.
     *
     * @param root the only folder of this machine below which connectors may read and write
     */
    FileStores(Path root, CallSecrets secrets, HostGuard hosts) {
        this.root = root;
        this.secrets = secrets;
        this.hosts = hosts;
    }

    /** For tools and tests, as above: any server may be connected to. */
    public FileStores(Path root, CallSecrets secrets) {
        this(root, secrets, HostGuard.everywhere());
    }

    /**
     * Connects to a client's files.
     *
     * @throws FileRefused when the place or the credentials are wrong
     * @throws IllegalArgumentException when the connection has no client of that name that holds files
     */
    public FileSession open(ConnectionPlan connection, String client) throws IOException {
        ClientPlan plan = connection.clients().get(client);
        if (plan instanceof DirectoryClientPlan directory) {
            return LocalFiles.open(root, directory.path());
        }
        if (plan instanceof SftpClientPlan sftp) {
            return SftpFiles.open(sftp, SftpSecrets.of(connection, sftp, secrets), address(sftp));
        }
        throw new IllegalArgumentException("connection " + connection.id() + " has no client '" + client
                + "' that holds files; it has " + connection.clients().keySet());
    }

    private InetAddress address(SftpClientPlan sftp) throws IOException {
        try {
            return hosts.address(sftp.host());
        } catch (AddressRefused refused) {
            throw new FileRefused(HostRefused.CODE, String.valueOf(refused.getMessage()));
        }
    }
}
