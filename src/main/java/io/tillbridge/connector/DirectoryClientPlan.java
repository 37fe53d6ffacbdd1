package io.tillbridge.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A local or mounted folder.
 *
 * @param path below the folder that the node's settings open for files; relative to it, or absolute
 */
public record DirectoryClientPlan(
        String name, String path, @Nullable Budget budget, Duration timeout) implements FileClientPlan {}
