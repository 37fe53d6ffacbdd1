package io.tillbridge.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Puts Tomcat's working files below the data directory, emptied at each start: in the system's they would pile up. */
@Component
final class WebDirectory implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final DataDirectory data;

    WebDirectory(DataDirectory data) {
        this.data = data;
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        Path root = data.web();
        Path documents = root.resolve("documents");
        try {
            FileSystemUtils.deleteRecursively(root);
            Files.createDirectories(documents);
        } catch (IOException e) {
            throw new UncheckedIOException("Tomcat's directory " + root + " cannot be made anew", e);
        }
        tomcat.setBaseDirectory(root.toFile());
        tomcat.setDocumentRoot(documents.toFile());
    }
}
