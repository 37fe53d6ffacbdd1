package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Where a document says which version of its subject it is.
 *
 * @param type {@code instant} or {@code int}
 */
public record StaleRule(JsonPointer version, String type) {}
