package io.tillbridge.platform;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the node keeps its data and finds its files.
 *
 * @param data directory of the PostgreSQL cluster, the journal and the secrets
 * @param home directory whose {@code config/}, {@code mappings/} and {@code routes/} override those in the jar
 * @param layers directories laid over the home directory, the last one on top
 * @param minimumFree free disk space below which the node does not start
 * @param lenient whether it starts without connections and drafts whose files have mistakes
 */
@ConfigurationProperties("tillbridge")
public record DataProperties(
        @DefaultValue("data") Directory data,
        @DefaultValue(".") Directory home,
        @DefaultValue List<Directory> layers,
        @DefaultValue("512MB") DataSize minimumFree,
        @DefaultValue("false") boolean lenient) {

    /**
     * The files of the home and its layers.
     *
     * @throws StartupFailure {@code home_missing}, {@code layer_missing}
     */
    public HomeFiles files() {
        return HomeFiles.at(
                home.requireHome().path(),
                layers.stream().map(layer -> layer.requireLayer().path()).toList());
    }
}
