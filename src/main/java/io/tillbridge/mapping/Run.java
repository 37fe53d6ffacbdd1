package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.mapping.value.Instants;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all scopes of one translation share. Lives for one translation on one thread. */
final class Run {

    private final TranslationInput input;
    private final JsonNode[] lets;
    private final @Nullable List<Explanation.Cell> trace;
    private final int basis;
    private final List<String> warnings = new ArrayList<>(0);
    private final List<Explanation.Lookup> open = new ArrayList<>(0);
    private final List<Explanation.Lookup> lookups = new ArrayList<>(0);
    private final IdentityHashMap<AllocateFunction, AllocateFunction.Split> splits = new IdentityHashMap<>(0);
    private @Nullable LocalDate basisDate;

    /**
     * A fresh run.
     *
     * @param lets number of lets
     * @param basis slot of the let that value maps are dated by; -1 for the time of receipt
     * @param trace receives provenance; null when nobody asked
     */
    Run(TranslationInput input, int lets, int basis, @Nullable List<Explanation.Cell> trace) {
        this.input = input;
        this.lets = new JsonNode[lets];
        Arrays.fill(this.lets, MissingNode.getInstance());
        this.basis = basis;
        this.trace = trace;
    }

    TranslationInput input() {
        return input;
    }

    JsonNode let(int slot) {
        return lets[slot];
    }

    void let(int slot, JsonNode value) {
        lets[slot] = value;
    }

    /** What an {@code allocate} last split; null when nothing. */
    AllocateFunction.@Nullable Split split(AllocateFunction function) {
        return splits.get(function);
    }

    void split(AllocateFunction function, AllocateFunction.Split split) {
        splits.put(function, split);
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    List<String> warnings() {
        return warnings;
    }

    @Nullable
    List<Explanation.Cell> trace() {
        return trace;
    }

    /** Notes which row of a value map answered the cell that runs now, when somebody asked for provenance. */
    void asked(ValueMap map, String value, ValueMap.@Nullable Row row) {
        if (trace != null) {
            open.add(new Explanation.Lookup("", map.name(), map.version(), value, row));
        }
    }

    /** Ends a cell: what was asked since the last one was asked for it. */
    void traced(String path, boolean pii) {
        for (Explanation.Lookup one : open) {
            String asked = pii ? Shown.hash(one.asked()) : one.asked();
            ValueMap.Row row = pii ? null : one.row();
            lookups.add(new Explanation.Lookup(path, one.map(), one.version(), asked, row));
        }
        open.clear();
    }

    List<Explanation.Lookup> lookups() {
        return lookups;
    }

    /** The day that value map rows are chosen by, in the connection's time zone. */
    LocalDate basisDate() {
        if (basisDate == null) {
            basisDate = findBasisDate();
        }
        return basisDate;
    }

    private LocalDate findBasisDate() {
        Instant at = input.event().receivedAt();
        if (basis >= 0 && lets[basis].isTextual()) {
            String text = lets[basis].textValue();
            Instant let = Instants.parse(text);
            if (let == null) {
                try {
                    return LocalDate.parse(text);
                } catch (DateTimeParseException e) {
                    throw Stop.because("not_a_date", lets[basis], "the basis let to be an instant or a date");
                }
            }
            at = let;
        }
        return at.atZone(input.connection().timezone()).toLocalDate();
    }
}
