package io.tillbridge.partner.network;

import java.io.IOException;
import java.io.Serial;

/** An answer exceeded the client's size or time limit while it was being read; the call itself may have worked. */
public final class AnswerTooLong extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    AnswerTooLong(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "answer too long" : message;
    }
}
