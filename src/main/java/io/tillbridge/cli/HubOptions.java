package io.tillbridge.cli;

import io.tillbridge.platform.SettingRanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the hub keeps its data, listens and finds its files. */
final class HubOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "What must survive: PostgreSQL, journal, secrets. Default: data. Also TILLBRIDGE_DATA,"
                    + " tillbridge.data.")
    private @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "HTTP port of hooks, API and health; 0 takes any free one. Default: 8080. Also"
                    + " TILLBRIDGE_PORT, tillbridge.port.")
    private @Nullable Integer port;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Its config/, mappings/ and routes/ override those in the jar. Default: the current"
                    + " directory. Also TILLBRIDGE_HOME, tillbridge.home.")
    private @Nullable Path home;

    @Option(
            names = "--lenient",
            description = "Start although files have mistakes, without the connections and drafts of mappings that have"
                    + " them; what was released is never left out. Default: such a start is refused. Also"
                    + " TILLBRIDGE_LENIENT, tillbridge.lenient.")
    private boolean lenient;

    /** The options given, as Spring's command-line properties; the others are left to environment and files. */
    List<String> properties() {
        List<String> properties = new ArrayList<>();
        if (data != null) {
            properties.add("--tillbridge.data=" + data);
        }
        if (port != null) {
            if (port < 0 || port > SettingRanges.LAST_PORT) {
                throw new WrongCallException(
                        "Port " + port + " does not exist; give --port N from 0 to " + SettingRanges.LAST_PORT + ".");
            }
            properties.add("--tillbridge.port=" + port);
        }
        if (home != null) {
            properties.add("--tillbridge.home=" + home);
        }
        if (lenient) {
            properties.add("--tillbridge.lenient=true");
        }
        Path routes = home().resolve("routes");
        if (Files.isDirectory(routes)) {
            properties.add("--tillbridge.routes=file:" + routes.toAbsolutePath().normalize() + "/*.camel.yaml");
        }
        return properties;
    }

    /** The home directory: the option, else the environment, else the current directory. */
    Path home() {
        return home != null ? home : Settings.path("tillbridge.home", ".");
    }

    /** The data directory: the option, else the environment, else {@code data}. */
    Path data() {
        return data != null ? data : Settings.path("tillbridge.data", "data");
    }
}
