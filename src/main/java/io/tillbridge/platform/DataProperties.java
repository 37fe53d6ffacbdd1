package io.tillbridge.platform;

import java.nio.file.Path;
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
 */
@ConfigurationProperties("tillbridge")
public record DataProperties(
        @DefaultValue("data") Path data,
        @DefaultValue(".") Path home,
        @DefaultValue List<Path> layers,
        @DefaultValue("512MB") DataSize minimumFree) {}
