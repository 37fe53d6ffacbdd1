package io.tillbridge.mapping;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Value maps by name, which remembers those that were asked for. Not thread-safe: one per mapping file. */
final class ReadValueMaps extends AbstractMap<String, ValueMap> {

    private final Map<String, ValueMap> all;
    private final Set<String> asked = new TreeSet<>();

    ReadValueMaps(Map<String, ValueMap> all) {
        this.all = all;
    }

    @Override
    public @Nullable ValueMap get(Object name) {
        ValueMap map = all.get(name);
        if (map != null) {
            asked.add(map.name());
        }
        return map;
    }

    @Override
    public Set<Entry<String, ValueMap>> entrySet() {
        return all.entrySet();
    }

    Set<String> asked() {
        return asked;
    }
}
