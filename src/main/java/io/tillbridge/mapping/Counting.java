package io.tillbridge.mapping;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * From when and for whom a row has its version count: what later rows of the same time have left of it.
 *
 * @param connections only these; empty for all but {@code except}
 * @param except for which another row of the same time stands before it; empty when {@code connections} is not
 */
public record Counting(Instant from, List<String> connections, List<String> except) {

    public Counting {
        connections = List.copyOf(connections);
        except = List.copyOf(except);
    }

    /** Of every row of a version that still counts, in the order of rows. */
    static List<Counting> of(int version, List<Activation> rows) {
        return IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).version() == version)
                .mapToObj(i -> of(rows.get(i), rows.subList(i + 1, rows.size())))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Counting> of(Activation row, List<Activation> later) {
        List<Activation> before =
                later.stream().filter(one -> one.from().equals(row.from())).toList();
        List<String> named = before.stream()
                .flatMap(one -> one.connections().stream())
                .distinct()
                .toList();
        List<String> left = new ArrayList<>(row.connections());
        left.removeAll(named);
        if (before.stream().anyMatch(one -> one.connections().isEmpty())
                || (left.isEmpty() && !row.connections().isEmpty())) {
            return List.of();
        }
        return List.of(new Counting(row.from(), left, row.connections().isEmpty() ? named : List.of()));
    }

    /** Those of these connections for which it counts. */
    List<String> among(List<String> wanted) {
        return wanted.stream()
                .filter(one -> connections.isEmpty() ? !except.contains(one) : connections.contains(one))
                .toList();
    }
}
