package io.tillbridge.partner;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Files of this machine, under {@code tillbridge.files}.
 *
 * @param root the only folder below which connectors may read and write; empty is {@code files} in the data directory
 */
@ConfigurationProperties("tillbridge.files")
public record FileProperties(@DefaultValue("") String root) {

    /** The folder, absolute. */
    Path rootIn(Path data) {
        return root.isBlank()
                ? data.resolve("files")
                : Path.of(root).toAbsolutePath().normalize();
    }
}
