package io.tillbridge.cli;

/** A hub refused, or could not answer, what a command must know; the message is all that is printed. */
final class HubRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    HubRefusedException(HubClient.Answer answer, boolean json) {
        super(HubRefusal.told(answer, json));
        this.exitCode = answer.exitCode();
    }

    int exitCode() {
        return exitCode;
    }
}
