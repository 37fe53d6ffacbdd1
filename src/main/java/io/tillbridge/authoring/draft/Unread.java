package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The members of a sample that nothing of its draft reads. */
final class Unread {

    private final Set<List<String>> read;
    private final List<String> found = new ArrayList<>();

    private Unread(Set<List<String>> read) {
        this.read = read;
    }

    /**
     * Paths such as {@code channel.name} and {@code lines[].shelf}, in the order of the document.
     *
     * @param read steps of the members that are read, without indexes
     */
    static List<String> of(JsonNode document, Set<List<String>> read) {
        Unread unread = new Unread(read);
        unread.below(new Member(List.of(), document), "");
        return unread.found;
    }

    private void below(Member parent, String shown) {
        for (Map.Entry<String, JsonNode> entry : parent.value().properties()) {
            String step = Names.step(entry.getKey());
            member(parent.below(entry.getKey(), entry.getValue()), shown.isEmpty() ? step : shown + "." + step);
        }
    }

    private void member(Member member, String shown) {
        JsonNode value = member.value();
        if (read.contains(member.steps())) {
            return;
        }
        if (value.isObject() && !value.isEmpty()) {
            below(member, shown);
        } else if (value.path(0).isObject()) {
            below(new Member(member.steps(), value.path(0)), shown + "[]");
        } else {
            found.add(shown);
        }
    }
}
