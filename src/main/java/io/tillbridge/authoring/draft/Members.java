package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds members of a sample by the names that APIs give them: those of the record itself first, then one level down. */
public final class Members {

    private final Member root;

    /** The members of a record. */
    Members(Member root) {
        this.root = root;
    }

    /** The members of a whole document. */
    public Members(JsonNode document) {
        this(new Member(List.of(), document));
    }

    Member root() {
        return root;
    }

    /** The record's own scalar of the first of these names that it has. */
    public Optional<Member> own(List<String> names) {
        return first(children(root), names, value -> value.isValueNode() && !value.isNull());
    }

    /**
     * The scalar of the first of these names: the record's own, then one of an object within it, by both names together
     * ({@code customer.email} is {@code customeremail}) or by its own.
     */
    Optional<Member> any(List<String> names) {
        return any(names, value -> value.isValueNode() && !value.isNull());
    }

    /** As {@link #any(List)}, of values that fit. */
    Optional<Member> any(List<String> names, Predicate<JsonNode> fits) {
        Optional<Member> found = first(children(root), names, fits);
        List<Member> inner = new ArrayList<>();
        children(root).stream()
                .filter(child -> child.value().isObject())
                .forEach(child -> inner.addAll(children(child)));
        if (found.isEmpty()) {
            found = names.stream()
                    .flatMap(name ->
                            inner.stream().filter(child -> together(child).equals(name) && fits.test(child.value())))
                    .findFirst();
        }
        return found.isPresent() ? found : first(inner, names, fits);
    }

    /** The first array of objects of one of these names, else the first whose objects fit. */
    Optional<Member> rows(List<String> names, Predicate<Members> fits) {
        List<Member> all = new ArrayList<>(children(root));
        children(root).stream().filter(child -> child.value().isObject()).forEach(child -> all.addAll(children(child)));
        Predicate<JsonNode> objects = value -> value.isArray() && value.path(0).isObject();
        Optional<Member> named = first(all, names, objects);
        return named.isPresent()
                ? named
                : all.stream()
                        .filter(child -> objects.test(child.value())
                                && fits.test(new Members(child.value().path(0))))
                        .findFirst();
    }

    private static Optional<Member> first(List<Member> members, List<String> names, Predicate<JsonNode> fits) {
        return names.stream()
                .flatMap(name ->
                        members.stream().filter(member -> last(member).equals(name) && fits.test(member.value())))
                .findFirst();
    }

    private static String last(Member member) {
        return Names.plain(member.steps().get(member.steps().size() - 1));
    }

    private String together(Member member) {
        return Names.plain(String.join(
                "", member.steps().subList(root.steps().size(), member.steps().size())));
    }

    private static List<Member> children(Member parent) {
        List<Member> children = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : parent.value().properties()) {
            if (!entry.getKey().contains("'")) {
                children.add(parent.below(entry.getKey(), entry.getValue()));
            }
        }
        return children;
    }
}
