package io.tillbridge.connector;

/**
 * Where a secret is found: an environment variable or a file below the secrets folder.
 *
 * @param kind {@code env} or {@code file}
 * @param name the variable or the file
 * @param list several values, one per line or comma-separated, all valid at once (rotation)
 */
public record SecretReference(String kind, String name, boolean list) {}
