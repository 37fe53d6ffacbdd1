package io.tillbridge.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the secrets that connections name: environment variables, and files below the secrets folders. A value is kept
 * for a short time and then read again, so that a rotation needs no restart; a file that is momentarily missing during
 * a rotation keeps its last value.
 */
public final class SecretVault {

    private final List<Path> folders;
    private final Duration reload;
    private final Clock clock;
    private final Function<String, @Nullable String> environment;
    private final ConcurrentHashMap<Key, Entry> known = new ConcurrentHashMap<>();

    private record Key(String kind, String name, boolean list) {}

    private record Entry(List<Secret> secrets, Instant readAt) {}

    /**
     * @param folders looked through in order for {@code file} secrets
     * @param reload how long a value is used before it is read again
     * @param environment {@code System::getenv}, or a map's {@code get}
     */
    public SecretVault(
            List<Path> folders, Duration reload, Clock clock, Function<String, @Nullable String> environment) {
        this.folders =
                folders.stream().map(Path::toAbsolutePath).map(Path::normalize).toList();
        this.reload = reload;
        this.clock = clock;
        this.environment = environment;
    }

    /**
     * The values of one secret; with {@code list} several, separated by line ends or commas, all valid at once.
     *
     * @param kind {@code env} or {@code file}
     * @param name the variable, or the file below a secrets folder
     * @return at least one value
     * @throws MissingSecretException if there is none
     */
    public List<Secret> read(String kind, String name, boolean list) {
        Key key = new Key(kind, name, list);
        Instant now = clock.instant();
        @Nullable Entry entry = known.get(key);
        if (entry != null && now.isBefore(entry.readAt().plus(reload))) {
            return entry.secrets();
        }
        @Nullable String text = find(kind, name);
        List<Secret> secrets = text == null ? List.of() : split(text, list);
        if (secrets.isEmpty()) {
            if (entry == null) {
                throw missing(kind, name);
            }
            secrets = entry.secrets();
        }
        known.put(key, new Entry(secrets, now));
        return secrets;
    }

    /** The first value of a secret. */
    public Secret readOne(String kind, String name) {
        return read(kind, name, false).get(0);
    }

    private @Nullable String find(String kind, String name) {
        return switch (kind) {
            case "env" -> environment.apply(name);
            case "file" -> readFile(name);
            default -> throw new IllegalArgumentException("secret kind is " + kind + ", expected env or file");
        };
    }

    private @Nullable String readFile(String name) {
        for (Path folder : folders) {
            Path file = folder.resolve(name).normalize();
            if (!file.startsWith(folder)) {
                throw new IllegalArgumentException("secret file " + name + " leaves the secrets folder");
            }
            if (Files.isRegularFile(file)) {
                try {
                    return Files.readString(file, StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new MissingSecretException("Secret file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "); correct its owner or mode.");
                }
            }
        }
        return null;
    }

    private static List<Secret> split(String text, boolean list) {
        if (!list) {
            return text.isBlank() ? List.of() : List.of(new Secret(text.strip()));
        }
        return Arrays.stream(text.split("[,\\r\\n]+"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Secret::new)
                .toList();
    }

    private MissingSecretException missing(String kind, String name) {
        return new MissingSecretException(
                kind.equals("env")
                        ? "Secret env:" + name + " is not set or empty; set the environment variable " + name
                                + " and start again."
                        : "Secret file:" + name + " was not found in " + folders
                                + " or is empty; put it there with mode 0600.");
    }
}
