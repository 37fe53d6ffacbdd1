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

    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

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
            throw new IOException("the cluster holds data and its postgresql.conf lacks the line \"include '" + SETTINGS
                    + "'\"; add the line, or move the cluster away");
        }
        Path made = cluster.resolveSibling("postgres.new");
        endInitdb(made);
        delete(made);
        initdb(data, command, made, user, password);
        append(made.resolve("postgresql.conf"), "\ninclude '" + SETTINGS + "'\n");
        delete(cluster);
        Files.move(made, cluster, StandardCopyOption.ATOMIC_MOVE);
        flush(cluster.resolveSibling("."), StandardOpenOption.READ);
    }

    private static boolean finished(Path cluster) throws IOException {
        Path configuration = cluster.resolve("postgresql.conf");
        return Files.exists(configuration)
                && Files.readString(configuration, StandardCharsets.ISO_8859_1).contains(SETTINGS);
    }

    private static boolean holdsData(Path cluster) throws IOException {
        Path base = cluster.resolve("base");
        if (!Files.exists(base)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(base)) {
            return files.map(file -> NUMBER.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::lookingAt)
                    .anyMatch(number -> Long.parseLong(number.group()) >= FIRST_OF_PEOPLE);
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

    private static void delete(Path unfinished) throws IOException {
        if (PostmasterPid.read(unfinished).filter(PostmasterPid::runs).isPresent()) {
            throw new IOException("a server runs in the unfinished cluster " + unfinished + "; stop it");
        }
        if (FileSystemUtils.deleteRecursively(unfinished)) {
            LOG.warn("postgres.unfinished_cluster_deleted directory={}", unfinished);
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
