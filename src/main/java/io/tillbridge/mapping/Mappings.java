package io.tillbridge.mapping;

import io.tillbridge.canonical.HoldKey;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every released version and which of them is active for whom and when. */
public interface Mappings {

    /**
     * The version that is active for a connection.
     *
     * @param eventTime when the business event happened; null when the document does not say
     * @param receivedAt when the document arrived; also stands in for an unknown event time
     * @return null when no activation covers the time
     */
    @Nullable
    Mapping active(String subject, String connection, @Nullable Instant eventTime, Instant receivedAt);

    /**
     * The number of the activation row that says so, counted from 1.
     *
     * @return 0 when no row covers the time
     */
    default int activation(String subject, String connection, @Nullable Instant eventTime, Instant receivedAt) {
        return 0;
    }

    /** Whether a row may be there that a message or a lane waits for; false only when surely none is. */
    default boolean mayAnswer(HoldKey key) {
        return true;
    }

    /** The generation of the active set that these are of; 0 for files alone. */
    default long set() {
        return 0;
    }

    /** One version, active or not; null when it does not exist. */
    @Nullable
    Mapping version(String subject, int version);

    /** Subjects in alphabetical order. */
    List<String> subjects();

    /** Versions of a subject, ascending; empty when the subject does not exist. */
    List<Mapping> versions(String subject);

    /** The version with the greatest number, active or not; null when the subject does not exist. */
    default @Nullable Mapping newest(String subject) {
        List<Mapping> versions = versions(subject);
        return versions.isEmpty() ? null : versions.get(versions.size() - 1);
    }

    /** Activation rows of a subject in file order. */
    List<Activation> activations(String subject);

    /**
     * The versions that count for what happens and arrives now.
     *
     * @return by connection; the empty one stands for all that no row names. One for which none counts is not there
     */
    default SortedMap<String, Mapping> active(String subject, Instant now) {
        SortedMap<String, Mapping> active = new TreeMap<>();
        Stream.concat(Stream.of(""), activations(subject).stream().flatMap(row -> row.connections().stream()))
                .distinct()
                .forEach(connection -> {
                    Mapping version = active(subject, connection, null, now);
                    if (version != null) {
                        active.put(connection, version);
                    }
                });
        return active;
    }
}
