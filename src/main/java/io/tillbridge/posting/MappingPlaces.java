package io.tillbridge.posting;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.MappedPlaces;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The places that the mappings of a flow or a fetch read, over all versions: a replay may use an older one. */
@Component
final class MappingPlaces implements MappedPlaces {

    private final Mappings mappings;

    MappingPlaces(Mappings mappings) {
        this.mappings = mappings;
    }

    @Override
    public Set<JsonPointer> of(List<DispatchRule> dispatch) {
        Set<JsonPointer> places = new HashSet<>();
        for (DispatchRule rule : dispatch) {
            if (rule.outcome() instanceof DispatchRule.Emit emit) {
                for (Mapping version : mappings.versions(emit.mapping())) {
                    version.reads().forEach(place -> places.add(JsonPointer.compile(emit.within(place.toString()))));
                }
            }
        }
        return places;
    }
}
