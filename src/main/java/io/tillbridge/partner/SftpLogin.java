package io.tillbridge.partner;

import io.tillbridge.connector.SftpClientPlan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;

/** One SSH connection to a server whose key is the one expected. Reads no file of the node's user, such as known hosts. */
final class SftpLogin implements AutoCloseable {

    private final SshClient ssh;
    private final ClientSession session;

    private SftpLogin(SshClient ssh, ClientSession session) {
        this.ssh = ssh;
        this.session = session;
    }

    static SftpLogin open(SftpClientPlan plan, SftpSecrets secrets, InetAddress address) throws IOException {
        SshClient ssh = SshClient.setUpDefaultClient();
        ssh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        ssh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        ssh.setFilePasswordProvider(FilePasswordProvider.EMPTY);
        String[] found = new String[1];
        ssh.setServerKeyVerifier((connecting, remote, key) -> {
            found[0] = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
            return plan.hostKey().equals(found[0]);
        });
        Duration timeout = plan.timeout();
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(ssh, timeout);
        CoreModuleProperties.AUTH_TIMEOUT.set(ssh, timeout);
        // Also how long an answer to one request is waited for
        CoreModuleProperties.IDLE_TIMEOUT.set(ssh, timeout.multipliedBy(2));
        CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.set(ssh, timeout);
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(ssh, timeout);
        CoreModuleProperties.NIO_WORKERS.set(ssh, 2);
        ssh.setSessionHeartbeat(HeartbeatType.NONE, Duration.ZERO);
        ssh.start();
        try {
            ClientSession session = ssh.connect(secrets.user, new InetSocketAddress(address, plan.port()))
                    .verify(timeout)
                    .getSession();
            identify(session, secrets);
            authenticate(session, plan, found);
            return new SftpLogin(ssh, session);
        } catch (IOException | RuntimeException e) {
            ssh.stop();
            throw e;
        }
    }

    private static void authenticate(ClientSession session, SftpClientPlan plan, @Nullable String[] found)
            throws IOException {
        try {
            session.auth().verify(plan.timeout());
        } catch (IOException e) {
            if (found[0] != null && !plan.hostKey().equals(found[0])) {
                throw new FileRefused(
                        "host_key_unknown",
                        "the server " + plan.host() + " shows the key " + found[0] + " and " + plan.hostKey()
                                + " is expected; nothing was sent. Ask its owner whether the key was changed, then"
                                + " correct hostKey");
            }
            if (found[0] == null) {
                throw e;
            }
            throw new FileRefused(
                    "login_refused",
                    "the server " + plan.host() + " did not accept the user's key or password; correct the secret");
        }
    }

    private static void identify(ClientSession session, SftpSecrets secrets) throws IOException {
        if (secrets.password != null) {
            session.addPasswordIdentity(secrets.password);
        }
        if (secrets.privateKey != null) {
            String passphrase = secrets.passphrase;
            byte[] text = secrets.privateKey.getBytes(StandardCharsets.UTF_8);
            FilePasswordProvider password =
                    passphrase == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(passphrase);
            try {
                Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                        session, NamedResource.ofName("privateKey"), new ByteArrayInputStream(text), password);
                (pairs == null ? List.<KeyPair>of() : pairs).forEach(session::addPublicKeyIdentity);
                if (pairs == null) {
                    throw unreadable();
                }
            } catch (GeneralSecurityException | IOException e) {
                throw unreadable();
            }
        }
    }

    private static FileRefused unreadable() {
        return new FileRefused(
                "private_key_unreadable",
                "the private key is not OpenSSH or PEM text that its passphrase opens; correct the secrets");
    }

    SftpClient files() throws IOException {
        return SftpClientFactory.instance().createSftpClient(session);
    }

    @Override
    public void close() {
        session.close(true);
        ssh.stop();
    }
}
