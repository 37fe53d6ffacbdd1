package io.tillbridge.mapping;

/** One released version of one mapping, compiled. Thread-safe. */
public interface Mapping {

    String subject();

    int version();

    /** SHA-256 of the version's file, hex: with subject and version the stamp of every message. */
    String sha256();

    /** The schema name in {@code to}, such as {@code canonical/order.v1}. */
    String target();

    /** Translates; total: every failure is a value. */
    Translation translate(TranslationInput input);

    /** Translates again and tells for every cell where it came from. */
    Explanation explain(TranslationInput input);
}
