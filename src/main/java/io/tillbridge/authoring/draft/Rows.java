package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rows of a first mapping: each cell whose name is found in the sample, with what its value tells of its type. */
final class Rows {

    private final List<String> lines = new ArrayList<>();
    private final Set<List<String>> read;
    private final Members members;
    private final String indent;
    private final String above;

    /** Whether some row is money that takes its currency from the let {@code ccy}. */
    private boolean money;

    /**
     * Rows of a record or of an element of one of its arrays.
     *
     * @param above the steps to the element, which its paths leave out; empty for a record
     * @param read receives the steps of each member that a row reads
     */
    Rows(Members members, String indent, String above, Set<List<String>> read) {
        this.read = read;
        this.members = members;
        this.indent = indent;
        this.above = above;
    }

    List<String> lines() {
        return lines;
    }

    boolean money() {
        return money;
    }

    Members members() {
        return members;
    }

    /** A row as it is. */
    void row(String to, String rest, String comment) {
        lines.add(indent + "- {to: " + to + ", " + rest + "}" + (comment.isEmpty() ? "" : " # " + comment));
    }

    /** A row from a member. */
    void from(String to, String type, Member member, String more) {
        row(to, "type: " + type + ", from: " + path(member) + more, "");
    }

    /** A row from the first member of these names; whether there is one. */
    boolean found(String to, String type, List<String> names, String more) {
        Optional<Member> member = members.any(names);
        member.ifPresent(one -> from(to, type, one, more));
        return member.isPresent();
    }

    /** A row of text, as {@link #found}. */
    boolean text(String cell) {
        return found(cell, "string", CellNames.of(cell), "");
    }

    /** A row that must be there, as {@link #found}; one that nothing gives says so. */
    boolean must(String to, String type, List<String> names, String more) {
        boolean found = found(to, type, names, more);
        if (!found) {
            row(to, "type: " + type + ", from: " + to + more, "nothing looks like it: name the member");
        }
        return found;
    }

    /** Rows of amounts. */
    void amounts(String... cells) {
        for (String cell : cells) {
            amount(cell);
        }
    }

    /** A row of an amount. */
    void amount(String cell) {
        Optional<Member> found = members.any(CellNames.amounts(cell), Values::money);
        if (found.isEmpty()) {
            return;
        }
        Member member = found.get();
        String name = member.steps().get(member.steps().size() - 1);
        String type = Values.minor(name) ? "money_minor" : "money";
        String comment = "";
        if (member.value().isObject()) {
            String amount = Values.amount(member.value()).orElse("amount");
            boolean canonical = amount.equals("amount") && member.value().has("currency");
            JsonNode value = member.value().path(amount);
            boolean whole = value.isIntegralNumber() || Values.minor(amount);
            comment = whole && value.isIntegralNumber() ? "a whole number: taken for cents" : "";
            type = whole ? "money_minor" : "money";
            member = canonical && !whole ? member : member.below(amount, value);
        }
        money = true;
        row(cell, "type: " + type + ", from: " + path(member), comment);
    }

    /** A row of a time; whether a member of these names is one. */
    boolean time(String cell, List<String> names) {
        Optional<Member> member = members.any(names, value -> Values.time(value).isPresent());
        member.ifPresent(one -> {
            String type = Values.time(one.value()).orElse("type: instant");
            int via = type.indexOf(", via:");
            row(
                    cell,
                    (via < 0 ? type : type.substring(0, via)) + ", from: " + path(one)
                            + (via < 0 ? "" : type.substring(via)),
                    type.contains("local_datetime") ? "no offset: read in the connection's timezone" : "");
        });
        return member.isPresent();
    }

    /** A path as a YAML scalar, from the element on; its member counts as read. */
    String path(Member member) {
        read.add(member.steps());
        String path = member.path();
        return Names.scalar(above.isEmpty() || !path.startsWith(above) ? path : path.substring(above.length() + 1));
    }
}
