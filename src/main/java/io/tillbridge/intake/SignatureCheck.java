package io.tillbridge.intake;

import java.time.Instant;

/** Decides whether a request came from who it should have come from; looks at raw bytes only. Safe for concurrent use. */
interface SignatureCheck {

    /** What was found; never an exception for anything a sender can send. */
    Verdict verify(IncomingRequest request, Instant now);

    /** The outcome. */
    sealed interface Verdict {}

    record Authentic() implements Verdict {}

    /**
     * Not proven.
     *
     * @param code stable, such as {@code signature_mismatch}
     * @param detail for the log; holds no secret and no signature
     */
    record Unauthentic(String code, String detail) implements Verdict {}

    /** Not decidable: a secret is missing on our side, and the sender is not at fault. */
    record Undecidable() implements Verdict {}

    Verdict AUTHENTIC = new Authentic();
}
