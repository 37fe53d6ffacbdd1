package io.tillbridge.reservation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillbridge.canonical.Audience;
import io.tillbridge.tasks.TaskKind;
import io.tillbridge.tasks.TaskOpened;
import io.tillbridge.tasks.TaskWanted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What staff are told: each task, when it is opened. A task is open once for its subject, so a repetition of what made it
 * necessary tells nothing. Pure.
 */
public final class StaffNotices {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StaffNotices() {}

    /** One for each task that was opened. */
    public static List<Notice> of(List<TaskOpened> opened) {
        return opened.stream().map(StaffNotices::of).toList();
    }

    private static Notice of(TaskOpened opened) {
        TaskWanted task = opened.wanted();
        JsonNode detail = read(task.detail());
        UUID id = UUID.nameUUIDFromBytes(("task\n" + opened.id()).getBytes(StandardCharsets.UTF_8));
        return new Notice(
                id,
                kind(task.key().kind()),
                Audience.STAFF,
                about(task.key().kind(), detail),
                title(task.key().kind()),
                text(detail),
                new Notice.Work(opened.id(), task.owner(), task.dueAt()),
                opened.openedAt(),
                Objects.requireNonNullElse(task.messageId(), id));
    }

    /** What a customer is told too has the same word for both. */
    private static String kind(TaskKind kind) {
        return kind == TaskKind.PROMISE_AT_RISK ? "promise_broken" : kind.word();
    }

    private static String title(TaskKind kind) {
        return switch (kind) {
            case PROMISE_AT_RISK -> "A promise cannot be kept: find another way";
            case COUNT_WANTED -> "An item was not found: count it";
            case PICKUP_EXCEPTION -> "A pickup cannot be served: ask the customer";
            case REJECTED_PART -> "A part was not found: decide what becomes of it";
            case PICKUP_REFUND -> "Goods were not fetched: give back what was paid";
            case PUT_BACK -> "Goods were not fetched: put them back";
            case SUBSTITUTION -> "Another item is kept: ask the customer";
            case REPACK -> "Goods came back in a broken packing: pack them again";
            case SUPPLIER_CLAIM -> "Goods came back defective: claim them from their supplier";
            case RETURN_MISSING -> "Goods that were to come back did not arrive: ask for them";
        };
    }

    /** What is counted is the location's, whoever looked for it. */
    private static Notice.About about(TaskKind kind, JsonNode detail) {
        boolean order = kind != TaskKind.COUNT_WANTED && !detail.hasNonNull("reservation");
        boolean whose = kind != TaskKind.COUNT_WANTED || detail.hasNonNull("reservation");
        return new Notice.About(
                order ? detail.path("connection").textValue() : null,
                whose ? detail.path("reference").textValue() : null,
                detail.path("location").textValue());
    }

    private static String text(JsonNode detail) {
        String place = detail.path("location").asText();
        String instead = detail.path("substitute").asText();
        return Stream.of(
                        detail.path("quantity").asText() + " of "
                                + detail.path("sku").asText(),
                        place.isEmpty() ? "" : " at " + place,
                        instead.isEmpty() ? "" : ", " + instead + " instead")
                .reduce("", String::concat);
    }

    private static JsonNode read(String detail) {
        try {
            return JSON.readTree(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the detail of a task is no JSON", e);
        }
    }
}
