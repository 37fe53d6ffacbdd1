package io.tillbridge.mapping;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.NearestWord;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every mapping, value map and activation of the files, checked and compiled. Immutable and thread-safe. */
public final class MappingCatalog implements Mappings {

    private static final String FOLDER = "mappings";
    private static final String SUFFIX = ".mapping.yaml";

    private final Map<String, ValueMap> valueMaps = new TreeMap<>();
    private final Map<String, String> valueMapFiles = new HashMap<>();
    private final Map<String, TreeMap<Integer, CompiledMapping>> versions = new TreeMap<>();
    private final Map<String, ActivationFile> activations = new HashMap<>();
    private final Set<String> written = new HashSet<>();
    private final MappingLock lock;

    private MappingCatalog(HomeFiles files, Problems problems) {
        for (String file : files.list(FOLDER, ValueMapReader.SUFFIX)) {
            ValueMap map = ValueMapReader.read(file, files.bytes(file), problems);
            if (map != null && valueMaps.putIfAbsent(map.name(), map) != null) {
                problems.add(file, "duplicate_value_map", map.name() + " again", "one file per map", "remove one");
            } else if (map != null) {
                valueMapFiles.put(map.name(), file);
            }
        }
        CatalogRules.fallbacks(this, problems);
        this.lock = MappingLock.read(files, problems);
        List<String> broken = readMappings(files, problems);
        for (String file : files.list(FOLDER, "/" + ActivationFile.NAME)) {
            ActivationFile read = ActivationFile.read(file, files.bytes(file), problems);
            if (read != null) {
                activations.put(read.subject(), read);
            }
        }
        files.list(FOLDER, "/" + ReviewFile.NAME).forEach(file -> ReviewFile.read(file, files.bytes(file), problems));
        lock.checkVersions(files, compiled(), broken, problems);
        lock.checkActivations(activations.values(), problems);
        activations.values().forEach(file -> CatalogRules.released(this, file, broken.isEmpty()));
    }

    /**
     * Loads the home directory over the defaults inside the jar.
     *
     * @throws InvalidFilesException with every problem of every file
     */
    public static MappingCatalog load(@Nullable Path home) {
        return load(HomeFiles.at(home));
    }

    /**
     * Loads these files.
     *
     * @throws InvalidFilesException with every problem of every file
     */
    public static MappingCatalog load(HomeFiles files) {
        Problems problems = new Problems();
        MappingCatalog catalog = load(files, problems);
        problems.refuse();
        return catalog;
    }

    /** Loads these files and records what is wrong; what is broken is left out of the catalog. */
    public static MappingCatalog load(HomeFiles files, Problems problems) {
        return new MappingCatalog(files, problems);
    }

    @Override
    public @Nullable Mapping active(
            String subject, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        int row = activation(subject, connection, eventTime, receivedAt);
        return row == 0
                ? null
                : version(subject, activations(subject).get(row - 1).version());
    }

    @Override
    public int activation(String subject, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        ActivationFile file = activations.get(subject);
        return file == null ? 0 : file.active(connection, eventTime, receivedAt);
    }

    @Override
    public boolean mayAnswer(HoldKey key) {
        return WaitedRows.mayAnswer(valueMaps, key);
    }

    /** Whether what waits for the key asks a value map, itself or as one that falls back to it. */
    boolean asks(String valueMap, HoldKey key) {
        return WaitedRows.asks(valueMaps, valueMap, key);
    }

    @Override
    public @Nullable Mapping version(String subject, int version) {
        TreeMap<Integer, CompiledMapping> known = versions.get(subject);
        return known == null ? null : known.get(version);
    }

    @Override
    public List<String> subjects() {
        return List.copyOf(versions.keySet());
    }

    @Override
    public List<Mapping> versions(String subject) {
        TreeMap<Integer, CompiledMapping> known = versions.get(subject);
        return known == null ? List.of() : List.copyOf(known.values());
    }

    @Override
    public List<Activation> activations(String subject) {
        ActivationFile file = activations.get(subject);
        return file == null ? List.of() : file.rows();
    }

    /** The value map of a name; null when there is none. */
    public @Nullable ValueMap valueMap(String name) {
        return valueMaps.get(name);
    }

    /** All value maps by name. */
    public List<ValueMap> valueMaps() {
        return List.copyOf(valueMaps.values());
    }

    /** Says that there is no mapping of a subject, and which there are; or that there is one, which is broken. */
    public String unknown(String subject) {
        if (has(subject)) {
            return "mapping '" + subject + "' has problems; tillbridge lint lists them";
        }
        String nearest = NearestWord.of(subject, versions.keySet());
        return "no mapping '" + subject + "'" + (nearest == null ? ". " : "; did you mean '" + nearest + "'? ")
                + "Known: " + String.join(", ", versions.keySet());
    }

    /** Whether there is a file of the subject, compiled or broken: a broken one is a problem of its own. */
    public boolean has(String subject) {
        return written.contains(subject);
    }

    /** From when some version counts for the connection; null when none ever does. */
    public @Nullable Instant activeSince(String subject, String connection) {
        return activations(subject).stream()
                .filter(row -> row.covers(connection))
                .map(Activation::from)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Whether a version stands in the lock with the hash it has. */
    public boolean released(Mapping mapping) {
        return mapping.sha256().equals(lock.version(mapping.subject(), mapping.version()));
    }

    /**
     * Whether these mappings run as they should without a file: a draft of a version, or a value map, whose absence from a
     * released version is a problem of that version.
     */
    public boolean mayLack(String file) {
        return file.endsWith(ValueMapReader.SUFFIX) || (file.endsWith(SUFFIX) && !lock.names(file));
    }

    MappingLock lock() {
        return lock;
    }

    Collection<ActivationFile> activationFiles() {
        return activations.values();
    }

    /** The file of a value map. */
    String valueMapFile(String name) {
        return valueMapFiles.getOrDefault(name, ValueMapReader.file(name));
    }

    Collection<CompiledMapping> compiled() {
        return versions.values().stream()
                .flatMap(known -> known.values().stream())
                .toList();
    }

    private List<String> readMappings(HomeFiles files, Problems problems) {
        Map<String, SchemaNode> schemas = new HashMap<>();
        MappingReader reader = new MappingReader(
                valueMaps, name -> schemas.computeIfAbsent(name, key -> schema(files, key)), problems);
        List<String> broken = new ArrayList<>();
        for (String file : files.list(FOLDER, SUFFIX)) {
            written.add(FileName.folderSubject(file));
            CompiledMapping mapping = reader.read(file, files.bytes(file));
            if (mapping == null) {
                broken.add(file);
            } else if (versions.computeIfAbsent(mapping.subject(), key -> new TreeMap<>())
                            .putIfAbsent(mapping.version(), mapping)
                    != null) {
                problems.add(
                        file,
                        "duplicate_version",
                        "version " + mapping.version() + " again",
                        "one file each",
                        "renumber");
            }
        }
        return broken;
    }

    static @Nullable SchemaNode schema(HomeFiles files, String name) {
        String file = "config/" + name + ".schema.json";
        if (!files.exists(file)) {
            return null;
        }
        try {
            return SchemaNode.parse(ExactJson.parse(files.bytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is not JSON", e);
        }
    }
}
