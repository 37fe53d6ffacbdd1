package io.tillbridge.partner;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Files of a local or mounted folder. Nothing outside the folder is reached, whatever links it has. */
final class LocalFiles implements FileSession {

    private final Path folder;

    private LocalFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder.
     *
     * @param root below which it must lie, links followed
     * @throws FileRefused {@code folder_missing}, {@code path_outside}
     */
    static LocalFiles open(Path root, String path) throws IOException {
        Path wanted = root.resolve(path).normalize();
        if (!Files.isDirectory(wanted)) {
            throw new FileRefused("folder_missing", "there is no folder " + wanted + "; make it, or correct the path");
        }
        Path real = wanted.toRealPath();
        if (!real.startsWith(root.toRealPath())) {
            throw new FileRefused(
                    "path_outside",
                    "the folder " + wanted + " is not below " + root
                            + "; move it there, or have tillbridge.files.root changed");
        }
        return new LocalFiles(real);
    }

    @Override
    public List<StoredFile> list(String path) throws IOException {
        List<StoredFile> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(inside(path))) {
            for (Path entry : entries) {
                file(entry).ifPresent(files::add);
            }
        }
        files.sort(Comparator.comparing(StoredFile::name));
        return files;
    }

    @Override
    public Optional<StoredFile> find(String path) throws IOException {
        return file(inside(path));
    }

    private static Optional<StoredFile> file(Path path) throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile()
                    ? Optional.of(new StoredFile(
                            String.valueOf(path.getFileName()),
                            found.size(),
                            found.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream read(String path) throws IOException {
        return Files.newInputStream(inside(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void write(String path, byte[] body) throws IOException {
        Path file = made(path);
        try (FileChannel out = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.wrap(body);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    @Override
    public boolean move(String from, String to) throws IOException {
        Path target = made(to);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Files.move(inside(from), target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    @Override
    public void replace(String from, String to) throws IOException {
        Files.move(inside(from), made(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The path with its folders there. */
    private Path made(String path) throws IOException {
        Path file = folder.resolve(path).normalize();
        Path parent = file.getParent();
        if (parent == null || !parent.startsWith(folder)) {
            throw outside(path);
        }
        Files.createDirectories(parent);
        return inside(path);
    }

    /** The path with the links of its folders followed; nothing outside the folder. */
    private Path inside(String path) throws IOException {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder)) {
            throw outside(path);
        }
        Path parent = file.getParent();
        if (file.equals(folder) || parent == null) {
            return folder;
        }
        Path real = parent.toRealPath();
        if (!real.startsWith(folder)) {
            throw outside(path);
        }
        return real.resolve(String.valueOf(file.getFileName()));
    }

    private FileRefused outside(String path) {
        return new FileRefused("path_outside", "'" + path + "' leads out of " + folder + "; correct the path");
    }

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public void close() {}
}
