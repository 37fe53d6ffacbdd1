package io.tillbridge.support;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Directories of {@code @TempDir}, for data directories of whole hubs above all; {@code junit-platform.properties} names it. */
public final class FastTempDirs implements TempDirFactory {

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) {
        return FastDisk.directory("junit");
    }
}
