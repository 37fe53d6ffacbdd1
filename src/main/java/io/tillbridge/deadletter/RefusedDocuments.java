package io.tillbridge.deadletter;

import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.MessageState;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.Refusals;
import io.tillbridge.message.Settlement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Records documents that intake refuses as dead messages and files their letters, in intake's transaction. */
final class RefusedDocuments implements Refusals {

    private final MessageStore messages;
    private final DeadLetters deadLetters;

    RefusedDocuments(MessageStore messages, DeadLetters deadLetters) {
        this.messages = messages;
        this.deadLetters = deadLetters;
    }

    @Override
    public void file(Connection tx, List<Refused> refused) throws SQLException {
        messages.settle(
                tx,
                refused.stream()
                        .map(one -> Settlement.untranslated(
                                one.document(), MessageState.DEAD, one.failure().code()))
                        .toList());
        deadLetters.file(tx, refused.stream().map(RefusedDocuments::letter).toList());
    }

    private static FailedMessage letter(Refused refused) {
        AcceptedDocument document = refused.document();
        return FailedMessage.message(
                refused.failure(),
                document.connection(),
                document.flow(),
                document.messageId(),
                document.businessKey());
    }
}
