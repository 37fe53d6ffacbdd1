package io.tillbridge.partner;

import java.time.Instant;

/**
 * A file as its folder shows it.
 *
 * @param size in bytes
 * @param modifiedAt as exact as the folder has it: SFTP has seconds
 */
public record StoredFile(String name, long size, Instant modifiedAt) {}
