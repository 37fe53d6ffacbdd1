package io.tillbridge.mapping;

import io.tillbridge.canonical.HoldKey;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which rows of value maps messages wait for. A map that others fall back to is waited for in their place. */
final class WaitedRows {

    private WaitedRows() {}

    /** Whether a row may be there that the key waits for; false only when surely none is. */
    static boolean mayAnswer(Map<String, ValueMap> maps, HoldKey key) {
        ValueMap map = waited(maps, key);
        if (map == null || !(map.unmapped() instanceof ValueMap.Unmapped.Hold)) {
            return true;
        }
        String value = key.name().substring(map.name().length() + 1);
        return map.mayAnswer(value)
                || maps.values().stream().anyMatch(other -> fallsBack(maps, other, map) && other.mayAnswer(value));
    }

    /** Whether what waits for the key asks a map, itself or as one that falls back to it. */
    static boolean asks(Map<String, ValueMap> maps, String name, HoldKey key) {
        ValueMap waited = waited(maps, key);
        ValueMap asked = maps.get(name);
        return waited != null && asked != null && (waited.equals(asked) || fallsBack(maps, asked, waited));
    }

    private static @Nullable ValueMap waited(Map<String, ValueMap> maps, HoldKey key) {
        int slash = key.name().indexOf('/');
        return key.kind().equals("valuemap") && slash > 0 ? maps.get(key.name().substring(0, slash)) : null;
    }

    private static boolean fallsBack(Map<String, ValueMap> maps, ValueMap from, ValueMap to) {
        Set<String> seen = new HashSet<>();
        ValueMap next = from;
        while (next != null
                && seen.add(next.name())
                && next.unmapped() instanceof ValueMap.Unmapped.Fallback fallback) {
            next = maps.get(fallback.map());
            if (to.equals(next)) {
                return true;
            }
        }
        return false;
    }
}
