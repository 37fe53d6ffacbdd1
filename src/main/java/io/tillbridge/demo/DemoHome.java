package io.tillbridge.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The demo's own connections and secrets, written below the data directory before the hub reads its files: {@code
 * <data>/demo/home/config/connections/} is a layer over the home directory, the secrets go to {@code <data>/secrets/}.
 * They exist in the demo only.
 */
public final class DemoHome {

    private static final List<String> CONNECTIONS =
            List.of("demo-pos", "demo-shop", "demo-marketplace", "demo-warehouse", "demo-accounting");

    private DemoHome() {}

    /**
     * Writes the layer, keeping the secrets of an earlier start.
     *
     * @param data the hub's data directory
     * @param hub where the simulated systems reach the hub, without a trailing slash
     * @param ports of the simulated systems
     * @param now becomes the point from which the polls read, on the first start
     * @return the layer's directory, which has a {@code config} folder
     * @throws UncheckedIOException if the data directory cannot be written
     */
    public static Path write(Path data, URI hub, DemoPorts ports, Instant now) {
        Path layer = data.resolve("demo").resolve("home");
        Path connections = layer.resolve("config").resolve("connections");
        try {
            Files.createDirectories(connections);
            secrets(data);
            Map<String, String> values = Map.of(
                    "@HUB@", hub.toString(),
                    "@POS@", ports.url(ports.pos()),
                    "@SHOP@", ports.url(ports.shop()),
                    "@MARKETPLACE@", ports.url(ports.marketplace()),
                    "@WAREHOUSE@", ports.url(ports.warehouse()),
                    "@ACCOUNTING@", ports.url(ports.accounting()),
                    "@START@", startAt(data, now));
            for (String connection : CONNECTIONS) {
                String name = connection + ".connection.yaml";
                Files.writeString(connections.resolve(name), filled(name, values));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot write below " + data + "; make it writable", e);
        }
        return layer;
    }

    /**
     * The secrets of this data directory, made on the first call.
     *
     * @throws UncheckedIOException if they can be neither read nor written
     */
    static DemoSecrets secrets(Path data) {
        Path folder = data.resolve("secrets");
        try {
            if (!Files.exists(folder.resolve("demo-accounting-token"))) {
                SecureRandom random = new SecureRandom();
                DemoSecrets made = DemoSecrets.from(() -> {
                    byte[] bytes = new byte[24];
                    random.nextBytes(bytes);
                    return bytes;
                });
                Files.createDirectories(folder);
                for (Map.Entry<String, String> secret : made.byFile().entrySet()) {
                    writePrivately(folder.resolve(secret.getKey()), secret.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot write its secrets to " + folder, e);
        }
        return DemoSecrets.read(name -> text(folder.resolve(name)));
    }

    private static String startAt(Path data, Instant now) throws IOException {
        Path file = data.resolve("demo").resolve("started-at");
        if (!Files.exists(file)) {
            Files.writeString(file, now.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return text(file);
    }

    private static String filled(String name, Map<String, String> values) throws IOException {
        String resource = "/demo/home/config/connections/" + name;
        try (InputStream in = DemoHome.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException("class path resource " + resource);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace(value.getKey(), value.getValue());
            }
            return text;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot read " + file, e);
        }
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
