package io.tillbridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/** An SFTP server in this process: user {@code till}, password {@code hush}; it can cut connections and refuse moves. */
public final class TestSftp implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair key;
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile long cutBehind = Long.MAX_VALUE;
    private volatile boolean movesRefused;
    private volatile @Nullable PublicKey user;

    /** Serves a folder as its root. */
    public TestSftp(Path root) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            key = generator.generateKeyPair();
            server.setHost("127.0.0.1");
            server.setPort(0);
            server.setKeyPairProvider(KeyPairProvider.wrap(key));
            server.setFileSystemFactory(new VirtualFileSystemFactory(root));
            server.setPasswordAuthenticator(
                    (name, password, session) -> name.equals("till") && password.equals("hush"));
            server.setPublickeyAuthenticator(
                    (name, offered, session) -> user != null && KeyUtils.compareKeys(user, offered));
            SftpSubsystemFactory sftp = new SftpSubsystemFactory();
            sftp.addSftpEventListener(new Faults());
            server.setSubsystemFactories(List.of(sftp));
            server.start();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the test's SFTP server did not start", e);
        }
    }

    private final class Faults implements SftpEventListener {
        @Override
        public void reading(
                ServerSession session, String remote, FileHandle file, long offset, byte[] data, int at, int length) {
            if (offset >= cutBehind) {
                cuts.incrementAndGet();
                session.close(true);
            }
        }

        @Override
        public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options)
                throws IOException {
            if (movesRefused) {
                throw new AccessDeniedException(from.toString());
            }
        }
    }

    public int port() {
        return server.getPort();
    }

    /** The fingerprint of the server's key. */
    public String hostKey() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
    }

    /** Lets a user in by a key. */
    public void accept(PublicKey userKey) {
        user = userKey;
    }

    /** Ends every connection that reads beyond so many bytes of a file. */
    public void cutBehind(long bytes) {
        cutBehind = bytes;
    }

    /** How many connections were cut. */
    public int cuts() {
        return cuts.get();
    }

    public void refuseMoves(boolean refused) {
        movesRefused = refused;
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the test's SFTP server did not stop", e);
        }
    }
}
