package io.tillbridge.posting;

import io.tillbridge.connector.MappedCodes;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.mapping.ValueMap;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The codes of value maps: of a key column by its name, or the targets. */
@Component
final class ValueMapCodes implements MappedCodes {

    private final RunningMappings mappings;

    ValueMapCodes(RunningMappings mappings) {
        this.mappings = mappings;
    }

    @Override
    public Optional<Set<String>> of(String valueMap, String column, LocalDate day) {
        ValueMap map = mappings.catalog().valueMap(valueMap);
        int key = map == null ? -1 : map.columns().indexOf(column);
        if (map == null || (key < 0 && !column.equals("target"))) {
            return Optional.empty();
        }
        Set<String> codes = new TreeSet<>();
        map.rows().stream()
                .filter(row -> row.on(day))
                .map(row -> key < 0 ? row.target() : row.keys().get(key))
                .forEach(codes::add);
        return Optional.of(codes);
    }
}
