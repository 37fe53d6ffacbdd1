package io.tillbridge.partner;

import io.tillbridge.connector.SftpClientPlan;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** Files of an SFTP server, over one connection of its own. */
final class SftpFiles implements FileSession {

    /** Read ahead by requests of 32 KB: a round trip per request would make a far server slow. */
    private static final int BUFFER = 256 * 1024;

    private static final Set<Integer> GONE =
            Set.of(SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH);

    private final SftpLogin login;
    private final SftpClient files;

    private SftpFiles(SftpLogin login, SftpClient files) {
        this.login = login;
        this.files = files;
    }

    /**
     * Connects to an address of the server, checks the server's key, and logs in.
     *
     * @throws FileRefused {@code host_key_unknown}, {@code login_refused}, {@code private_key_unreadable}
     */
    static SftpFiles open(SftpClientPlan plan, SftpSecrets secrets, InetAddress address) throws IOException {
        SftpLogin login = SftpLogin.open(plan, secrets, address);
        try {
            return new SftpFiles(login, login.files());
        } catch (IOException | RuntimeException e) {
            login.close();
            throw e;
        }
    }

    @Override
    public List<StoredFile> list(String folder) throws IOException {
        List<StoredFile> found = new ArrayList<>();
        for (SftpClient.DirEntry entry : files.readEntries(folder.isEmpty() ? "." : folder)) {
            if (entry.getAttributes().isRegularFile()) {
                found.add(file(entry.getFilename(), entry.getAttributes()));
            }
        }
        found.sort(Comparator.comparing(StoredFile::name));
        return found;
    }

    @Override
    public Optional<StoredFile> find(String path) throws IOException {
        try {
            SftpClient.Attributes found = files.lstat(path);
            return found.isRegularFile()
                    ? Optional.of(file(path.substring(path.lastIndexOf('/') + 1), found))
                    : Optional.empty();
        } catch (SftpException e) {
            if (GONE.contains(e.getStatus())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static StoredFile file(String name, SftpClient.Attributes found) {
        FileTime modified = found.getModifyTime();
        return new StoredFile(
                name, found.getSize(), (modified == null ? FileTime.fromMillis(0) : modified).toInstant());
    }

    @Override
    public InputStream read(String path) throws IOException {
        return files.read(path, BUFFER);
    }

    @Override
    public void write(String path, byte[] body) throws IOException {
        folders(path);
        try (SftpClient.CloseableHandle handle =
                files.open(path, SftpClient.OpenMode.Write, SftpClient.OpenMode.Create, SftpClient.OpenMode.Truncate)) {
            int chunk = 32 * 1024;
            for (int at = 0; at < body.length; at += chunk) {
                files.write(handle, at, body, at, Math.min(chunk, body.length - at));
            }
            OpenSSHFsyncExtension sync = files.getExtension(OpenSSHFsyncExtension.class);
            if (sync != null && sync.isSupported()) {
                sync.fsync(handle);
            }
        }
    }

    /** The plain rename of SFTP 3 refuses a name that is taken; the look before it tells that from other refusals. */
    @Override
    public boolean move(String from, String to) throws IOException {
        folders(to);
        if (find(to).isPresent()) {
            return false;
        }
        files.rename(from, to);
        return true;
    }

    /**
     * One step where the server knows {@code posix-rename}; elsewhere the older file is removed first, so for a moment there
     * is none of the name.
     */
    @Override
    public void replace(String from, String to) throws IOException {
        folders(to);
        OpenSSHPosixRenameExtension rename = files.getExtension(OpenSSHPosixRenameExtension.class);
        if (rename != null && rename.isSupported()) {
            rename.posixRename(from, to);
            return;
        }
        if (find(to).isPresent()) {
            files.remove(to);
        }
        files.rename(from, to);
    }

    /** Makes the folders of a path that are not there. */
    private void folders(String path) throws IOException {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            try {
                files.stat(folder);
            } catch (SftpException e) {
                if (!GONE.contains(e.getStatus())) {
                    throw e;
                }
                files.mkdir(folder);
            }
        }
    }

    @Override
    public boolean alive() {
        return files.isOpen();
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException alreadyGone) {
            // the connection below is closed in any case
        }
        login.close();
    }
}
