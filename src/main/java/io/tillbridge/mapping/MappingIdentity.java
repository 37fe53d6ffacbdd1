package io.tillbridge.mapping;

/** Which version of what says how a document reads. */
public interface MappingIdentity {

    String subject();

    int version();

    /** SHA-256 of the version's file, hex: with subject and version the stamp of every message. */
    String sha256();
}
