package io.tillbridge.intake;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The journal does not have the document, or nobody knows: whoever sent it must send it again. */
final class JournalUnavailable extends IOException {

    private static final long serialVersionUID = 1L;

    JournalUnavailable(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
