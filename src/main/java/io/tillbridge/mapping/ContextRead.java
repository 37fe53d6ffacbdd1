package io.tillbridge.mapping;

import io.tillbridge.platform.YamlNode;

/**
 * A value that a row reads and no document has: it comes from the connector that uses the mapping.
 *
 * @param scope {@code settings} or {@code resolved}
 * @param name of the setting or reference
 * @param place of the path that reads it
 */
public record ContextRead(String scope, String name, YamlNode.Place place) {}
