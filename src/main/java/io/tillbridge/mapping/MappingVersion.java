package io.tillbridge.mapping;

/** Which version of which mapping translated something, as it is stored beside the result. */
public record MappingVersion(String mapping, int version) {

    public static MappingVersion of(Mapping mapping) {
        return new MappingVersion(mapping.subject(), mapping.version());
    }
}
