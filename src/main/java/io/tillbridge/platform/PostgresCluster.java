package io.tillbridge.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Makes the cluster of the embedded PostgreSQL. It is at its place whole or not at all: it is made beside it, as {@code
 * postgres.new}, and renamed when nothing is left to do, so that a start that is killed leaves nothing in the way of the
 * next.
 */
final class PostgresCluster {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);

    /** The hub's own settings; the line that names them is the last thing that is done to a cluster. */
    static final String SETTINGS = "tillbridge.conf";

    private static final Pattern NUMBERED = Pattern.compile("/base/(?:\\d+/)?(\\d{5,10})");

    /** What initdb makes has lower numbers, in files and directories; databases and tables of people have no lower ones. */
    private static final long FIRST_OF_PEOPLE = 16_384;

    private PostgresCluster() {}

    /**
     * Makes the cluster if there is none.
     *
     * @param user its superuser
     * @throws IOException initdb failed; or what lies at the cluster's place is not finished and holds data, or a server runs
     *     in it
     */
    static void create(DataDirectory data, PostgresCommand command, String user, String password) throws IOException {
        Path cluster = Files.exists(data.postgres()) ? data.postgres().toRealPath() : data.postgres();
        if (finished(cluster)) {
            return;
        }
        if (holdsData(cluster)) {
            throw new IOException("there is data, and no postgresql.conf with the line \"include '" + SETTINGS
                    + "'\"; add the line, or move the data away");
        }
        Path made = cluster.resolveSibling("postgres.new");
        endInitdb(made);
        requireNoServer(made);
        requireNoServer(cluster);
        FileSystemUtils.deleteRecursively(made);
        initdb(data, command, made, user, password);
        append(made.resolve("postgresql.conf"), "\ninclude '" + SETTINGS + "'\n");
        setAside(cluster);
        Files.move(made, cluster, StandardCopyOption.ATOMIC_MOVE);
        flush(cluster.resolveSibling("."), StandardOpenOption.READ);
    }

    private static boolean finished(Path cluster) throws IOException {
        Path configuration = cluster.resolve("postgresql.conf");
        return Files.exists(configuration)
                && Files.readString(configuration, StandardCharsets.ISO_8859_1).contains(SETTINGS);
    }

    /** Looks at all that lies there: a backup may have been copied to a wrong place below it. */
    private static boolean holdsData(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> NUMBERED.matcher("/" + directory.relativize(file)))
                    .filter(Matcher::find)
                    .anyMatch(numbered -> Long.parseLong(numbered.group(1)) >= FIRST_OF_PEOPLE);
        }
    }

    /** An initdb whose hub was killed goes on, and would write into what is made next or delete it. */
    private static void endInitdb(Path cluster) {
        List<ProcessHandle> left = ProcessHandle.allProcesses()
                .filter(process -> isInitdb(process.info(), cluster))
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
        left.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .orTimeout(1, TimeUnit.MINUTES)
                .join();
    }

    private static boolean isInitdb(ProcessHandle.Info process, Path cluster) {
        return process.command().orElse("").endsWith("initdb")
                && List.of(process.arguments().orElse(new String[0])).contains(cluster.toString());
    }

    private static void requireNoServer(Path cluster) throws IOException {
        if (PostmasterPid.read(cluster).filter(PostmasterPid::runs).isPresent()) {
            throw new IOException("a server runs in the unfinished cluster " + cluster + "; stop it");
        }
    }

    private static void setAside(Path unfinished) throws IOException {
        if (Files.exists(unfinished)) {
            Path aside = unfinished.resolveSibling("postgres.unfinished");
            Files.move(unfinished, aside);
            LOG.warn("postgres.unfinished_cluster_moved to={} do=\"delete it\"", aside);
        }
    }

    private static void initdb(DataDirectory data, PostgresCommand command, Path cluster, String user, String password)
            throws IOException {
        Path passwordFile = data.secrets().resolve("postgres-password.initdb");
        PrivateFiles.write(passwordFile, password + "\n");
        try {
            command.run(
                    "initdb",
                    "-D",
                    cluster.toString(),
                    "-U",
                    user,
                    "-A",
                    "scram-sha-256",
                    "--pwfile",
                    passwordFile.toString(),
                    "-E",
                    "UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C");
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
        flush(file, StandardOpenOption.WRITE);
    }

    /** A rename that a power cut takes back would take the data with it. */
    private static void flush(Path path, StandardOpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }
}
