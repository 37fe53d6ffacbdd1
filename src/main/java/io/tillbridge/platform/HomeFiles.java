package io.tillbridge.platform;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.StringUtils;

/**
 * The files under {@code config/}, {@code mappings/} and {@code routes/}: those of the home directory over the defaults
 * inside the jar, file by file. Names are relative with {@code /}, such as {@code mappings/mappings.lock}.
 */
public final class HomeFiles {

    private static final List<String> FOLDERS = List.of("config", "mappings", "routes");

    private interface Content {
        byte[] bytes() throws IOException;
    }

    /** What counts: of each name the file of the uppermost layer. */
    private final Map<String, Content> files = new TreeMap<>();

    private final List<HomeFiles> covered = new ArrayList<>();
    private final @Nullable Path home;

    private HomeFiles(@Nullable Path home) {
        this.home = home;
    }

    /**
     * The home directory over the defaults inside the jar.
     *
     * @param home null, or a directory that need not exist, for the defaults alone
     * @throws UncheckedIOException when a folder cannot be listed
     */
    public static HomeFiles at(@Nullable Path home) {
        return at(home, List.of());
    }

    /**
     * Layers over the home directory over the defaults inside the jar.
     *
     * @param layers the last one on top
     * @throws UncheckedIOException when a folder cannot be listed
     */
    public static HomeFiles at(@Nullable Path home, List<Path> layers) {
        HomeFiles found = new HomeFiles(home);
        found.cover(defaults());
        if (home != null) {
            found.cover(only(home));
        }
        layers.forEach(layer -> found.cover(only(layer)));
        return found;
    }

    /** A directory alone, without the defaults inside the jar. */
    public static HomeFiles only(Path directory) {
        HomeFiles found = new HomeFiles(directory);
        try {
            found.addDirectory();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list configuration files below " + directory, e);
        }
        return found;
    }

    /** Files by name, from memory: for previews of edits that are not written yet. */
    public static HomeFiles of(Map<String, String> texts) {
        HomeFiles found = new HomeFiles(null);
        texts.forEach((name, text) -> found.files.put(name, () -> text.getBytes(StandardCharsets.UTF_8)));
        return found;
    }

    /** The same files under further ones from memory. */
    public HomeFiles under(Map<String, String> texts) {
        HomeFiles found = new HomeFiles(home);
        layers().forEach(found::cover);
        found.cover(of(texts));
        return found;
    }

    /** The home directory; null when only the defaults are read. */
    public @Nullable Path home() {
        return home;
    }

    /** What lies on top of one another here, each alone; the last one is on top. */
    public List<HomeFiles> layers() {
        return covered.isEmpty() ? List.of(this) : List.copyOf(covered);
    }

    /** Names below a folder, such as {@code mappings/}, that end in a suffix, sorted. */
    public List<String> list(String folder, String suffix) {
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        return files.keySet().stream()
                .filter(name -> name.startsWith(prefix) && name.endsWith(suffix))
                .toList();
    }

    public boolean exists(String name) {
        return files.containsKey(name);
    }

    /**
     * The file's bytes.
     *
     * @throws UncheckedIOException when the file does not exist or cannot be read
     */
    public byte[] bytes(String name) {
        Content content = files.get(name);
        try {
            if (content == null) {
                throw new FileNotFoundException(name + " is neither below " + home + " nor a default");
            }
            return content.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** The file as UTF-8 text; errors as {@link #bytes(String)}. */
    public String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /**
     * The same files with what they hold now: what is checked is what runs, whatever is written meanwhile.
     *
     * @throws UncheckedIOException when a file is gone
     */
    public HomeFiles frozen() {
        HomeFiles still = new HomeFiles(home);
        covered.forEach(layer -> still.cover(layer.frozen()));
        if (covered.isEmpty()) {
            files.keySet().forEach(name -> {
                byte[] bytes = bytes(name);
                still.files.put(name, () -> bytes);
            });
        }
        return still;
    }

    /**
     * Names of all files with the SHA-256 of what they hold now, as 64 hex digits.
     *
     * @throws UncheckedIOException when a file is gone
     */
    public Map<String, String> hashes() {
        Map<String, String> hashes = new TreeMap<>();
        files.keySet().forEach(name -> hashes.put(name, Sha256.hex(bytes(name))));
        return hashes;
    }

    private void cover(HomeFiles layer) {
        covered.add(layer);
        files.putAll(layer.files);
    }

    private static HomeFiles defaults() {
        HomeFiles found = new HomeFiles(null);
        try {
            for (String folder : FOLDERS) {
                found.addDefaults(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the configuration files inside the jar", e);
        }
        return found;
    }

    private void addDefaults(String folder) throws IOException {
        String marker = "/home/" + folder + "/";
        Resource[] found = new PathMatchingResourcePatternResolver(HomeFiles.class.getClassLoader())
                .getResources("classpath*:home/" + folder + "/**/*");
        for (Resource resource : found) {
            String url = StringUtils.uriDecode(resource.getURL().toString(), StandardCharsets.UTF_8);
            int at = url.lastIndexOf(marker);
            if (at >= 0 && resource.isReadable() && !url.endsWith("/")) {
                files.putIfAbsent(url.substring(at + "/home/".length()), () -> {
                    try (InputStream in = resource.getInputStream()) {
                        return in.readAllBytes();
                    }
                });
            }
        }
    }

    private void addDirectory() throws IOException {
        if (home == null) {
            return;
        }
        for (String folder : FOLDERS) {
            Path root = home.resolve(folder);
            if (!Files.isDirectory(root)) {
                continue;
            }
            for (Path file : regularFiles(root)) {
                String name = home.relativize(file).toString().replace('\\', '/');
                files.put(name, () -> Files.readAllBytes(file));
            }
        }
    }

    private static List<Path> regularFiles(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            return new ArrayList<>(walk.filter(Files::isRegularFile).toList());
        }
    }
}
