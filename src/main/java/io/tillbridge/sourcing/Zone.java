package io.tillbridge.sourcing;

import java.util.List;

/**
 * A part of the world that is as far from a location as another.
 *
 * @param country ISO 3166 alpha-2, in capitals
 * @param postcodes beginnings of postcodes; none: the whole country
 */
public record Zone(String name, String country, List<String> postcodes) {

    public Zone {
        postcodes = List.copyOf(postcodes);
    }

    boolean has(Destination destination) {
        String postcode = destination.postcode();
        return country.equals(destination.country())
                && (postcodes.isEmpty()
                        || (postcode != null && postcodes.stream().anyMatch(postcode::startsWith)));
    }
}
