package io.tillbridge.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Documents counted by cause, with the newest of each. Bounded: causes beyond the first thousand are one. Not thread-safe. */
final class Counted {

    private static final int CAUSES = 1_000;
    private static final Key OTHERS = new Key("others", "");

    private final int examples;
    private final Map<Key, Group> groups = new TreeMap<>();

    Counted(int examples) {
        this.examples = examples;
    }

    private record Key(String code, String at) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byCode = code.compareTo(other.code);
            return byCode != 0 ? byCode : at.compareTo(other.at);
        }
    }

    private static final class Group {
        private long documents;
        private final TreeSet<String> newest = new TreeSet<>();
    }

    void add(String code, String at, String document) {
        add(code, at, 1, List.of(document));
    }

    void add(List<Report.Group> others) {
        others.forEach(one -> add(one.code(), one.at(), one.documents(), one.examples()));
    }

    private void add(String code, String at, long documents, List<String> of) {
        Key key = new Key(code, field(at));
        if (groups.size() >= CAUSES && !groups.containsKey(key)) {
            key = OTHERS;
        }
        Group group = groups.computeIfAbsent(key, one -> new Group());
        group.documents += documents;
        group.newest.addAll(of);
        while (group.newest.size() > examples) {
            group.newest.pollFirst();
        }
    }

    /** The field of a path: the same for all elements of a list. */
    static String field(String path) {
        return path.replaceAll("\\[[0-9]+]", "[]");
    }

    /** Most documents first. */
    List<Report.Group> report() {
        List<Report.Group> report = new ArrayList<>();
        groups.forEach((key, group) -> report.add(
                new Report.Group(key.code(), key.at(), group.documents, List.copyOf(group.newest.descendingSet()))));
        report.sort((one, other) -> Long.compare(other.documents(), one.documents()));
        return report;
    }
}
