package io.tillbridge.posting;

import io.tillbridge.canonical.Failure;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.deadletter.FailedMessage;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.MessageState;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.Settlement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns verdicts into the message record and files what died. */
@Component
final class MessageRecord {

    private final MessageStore messages;
    private final DeadLetters deadLetters;
    private final PostingProperties properties;
    private final Clock clock;

    MessageRecord(MessageStore messages, DeadLetters deadLetters, PostingProperties properties, Clock clock) {
        this.messages = messages;
        this.deadLetters = deadLetters;
        this.properties = properties;
        this.clock = clock;
    }

    void write(Connection transaction, List<Work> works) throws SQLException {
        List<Settlement> settlements = new ArrayList<>(works.size());
        List<FailedMessage> failed = new ArrayList<>();
        for (Work work : works) {
            settlements.add(settlement(work));
            if (work.verdict instanceof Verdict.Dead dead) {
                failed.add(failed(work, dead.failure()));
            }
        }
        messages.settle(transaction, settlements);
        deadLetters.file(transaction, failed);
    }

    private Settlement settlement(Work work) {
        Verdict verdict = work.verdict;
        if (verdict instanceof Verdict.Posted posted) {
            return settlement(work, MessageState.POSTED, posted.led(), null, null);
        }
        if (verdict instanceof Verdict.Skipped skipped) {
            return settlement(work, MessageState.SKIPPED, skipped.reason(), null, null);
        }
        if (verdict instanceof Verdict.Held held) {
            return settlement(
                    work,
                    MessageState.HELD,
                    held.key().kind() + "_missing",
                    new Settlement.Hold(held.key(), clock.instant().plus(properties.holdFor())),
                    null);
        }
        if (verdict instanceof Verdict.Fetching fetching) {
            return settlement(work, MessageState.FETCHING, null, null, fetching.fetch());
        }
        if (verdict instanceof Verdict.Dead dead) {
            return settlement(work, MessageState.DEAD, dead.failure().code(), null, null);
        }
        throw new IllegalStateException(
                "message " + work.ready.document().messageId() + " left posting without a verdict");
    }

    private static Settlement settlement(
            Work work,
            MessageState state,
            @Nullable String reason,
            Settlement.@Nullable Hold hold,
            @Nullable String fetch) {
        Work.Translated translated = work.translated;
        return new Settlement(
                work.ready,
                state,
                reason,
                work.businessKey,
                work.route == null ? null : work.route.event(),
                translated == null ? null : translated.factKey(),
                work.stamp,
                translated == null ? work.eventTime : translated.event().occurredAt(),
                hold,
                fetch,
                work.resolved.isEmpty() ? null : Resolved.json(work.resolved));
    }

    private static FailedMessage failed(Work work, Failure failure) {
        AcceptedDocument document = work.ready.document();
        return new FailedMessage(
                failure,
                document.connection(),
                document.flow(),
                document.messageId(),
                null,
                work.businessKey,
                null,
                null,
                work.translated == null ? null : work.translated.json(),
                work.stamp == null ? null : work.stamp.mapping(),
                work.stamp == null ? null : work.stamp.version(),
                document.traceparent());
    }
}
