package io.tillbridge.intake;

/** Leaves a webhook's route with a refusal; without a stack trace, because a flood of them must stay cheap. */
final class HookRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    /**
     * A refusal.
     *
     * @param detail shown to the caller: says nothing that helps to forge a signature
     */
    HookRefused(Refusal refusal, String detail) {
        super(detail, null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
