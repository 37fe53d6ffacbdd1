package io.tillbridge.connector.language;

import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import org.jspecify.annotations.Nullable;

/** The hash of what a configuration says, whatever its layout, comments and order of keys. */
final class Fingerprint {

    private final StringBuilder text = new StringBuilder();

    /** Adds a text; its length stands before it, so that two texts never read as one. */
    Fingerprint add(@Nullable String value) {
        if (value == null) {
            text.append("-;");
        } else {
            text.append(value.length()).append(':').append(value).append(';');
        }
        return this;
    }

    Fingerprint add(@Nullable YamlNode node) {
        if (node instanceof YamlMap map) {
            text.append('{');
            map.keys().stream().sorted().forEach(key -> add(key).add(map.node(key)));
            text.append('}');
        } else if (node instanceof YamlList list) {
            text.append('[');
            list.elements().forEach(this::add);
            text.append(']');
        } else {
            add(node instanceof YamlText scalar ? scalar.value() : null);
        }
        return this;
    }

    /** SHA-256 as 64 hex digits. */
    String sha256() {
        return Sha256.hex(text.toString());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
