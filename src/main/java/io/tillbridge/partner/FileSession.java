package io.tillbridge.partner;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A connection to where a partner's files are. Paths are written with slashes, relative to the client's own folder. Not for
 * several threads. Every method throws {@link IOException} for what a disk, a server or a network can do; its message never
 * quotes a file's content.
 */
public interface FileSession extends AutoCloseable {

    /** The plain files of a folder, by name; no folders, no links, no devices. */
    List<StoredFile> list(String folder) throws IOException;

    /** A plain file as it is now; empty when there is none. */
    Optional<StoredFile> find(String path) throws IOException;

    /** A file's bytes. */
    InputStream read(String path) throws IOException;

    /** Writes a whole file, its bytes on the partner's disk where it can say so; folders are made, an older file is replaced. */
    void write(String path, byte[] body) throws IOException;

    /** Gives a file another name; folders are made. Never replaces: false when the name is taken. */
    boolean move(String from, String to) throws IOException;

    /** Gives a file another name in one step; a file of that name is replaced, and nobody sees half of either. */
    void replace(String from, String to) throws IOException;

    /** Whether it can still be used; a server may have ended it. */
    boolean alive();

    @Override
    void close();
}
