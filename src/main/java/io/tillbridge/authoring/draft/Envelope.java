package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands around the record of a document: a webhook often wraps it in a member such as {@code data}. */
public final class Envelope {

    private Envelope() {}

    /** The members of the record in a document: the document itself, or the object within that is plainly the record. */
    public static Members record(Kind kind, JsonNode document) {
        Member found = record(kind, new Member(List.of(), document), 0);
        return new Members(found == null ? new Member(List.of(), document) : found);
    }

    private static @Nullable Member record(Kind kind, Member at, int depth) {
        if (plainly(kind, new Members(at))) {
            return at;
        }
        for (Map.Entry<String, JsonNode> entry : at.value().properties()) {
            boolean inner = entry.getValue().isObject() && !entry.getKey().contains("'") && depth < 3;
            Member found = inner ? record(kind, at.below(entry.getKey(), entry.getValue()), depth + 1) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    static boolean plainly(Kind kind, Members members) {
        boolean sku = members.own(CellNames.SKU).isPresent();
        return switch (kind) {
            case SNAPSHOT -> sku && members.own(CellNames.STOCK).isPresent();
            case ITEM -> sku && members.own(CellNames.ids(kind)).isPresent();
            default ->
                members.own(CellNames.ids(kind)).isPresent()
                        && members.root().value().properties().stream()
                                .anyMatch(one -> CellNames.LINES.contains(Names.plain(one.getKey()))
                                        && one.getValue().isArray());
        };
    }

    /** JSON Pointer of the first array of objects in an answer, outer ones first; null when there is none. */
    public static @Nullable String list(JsonNode answer) {
        if (answer.isArray()) {
            return answer.path(0).isObject() ? "" : null;
        }
        for (Map.Entry<String, JsonNode> entry : answer.properties()) {
            if (entry.getValue().isArray() && entry.getValue().path(0).isObject()) {
                return "/" + Names.token(entry.getKey());
            }
        }
        for (Map.Entry<String, JsonNode> entry : answer.properties()) {
            String inner = entry.getValue().isObject() ? list(entry.getValue()) : null;
            if (inner != null) {
                return "/" + Names.token(entry.getKey()) + inner;
            }
        }
        return null;
    }
}
