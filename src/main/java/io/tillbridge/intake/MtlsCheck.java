package io.tillbridge.intake;

import io.tillbridge.connector.Verification.Mtls;
import java.time.Instant;
import javax.security.auth.x500.X500Principal;

/** The name on a client certificate, as the hub's own TLS or the proxy before it has verified it. */
final class MtlsCheck implements SignatureCheck {

    private final Mtls plan;
    private final X500Principal expected;

    MtlsCheck(Mtls plan) {
        this.plan = plan;
        this.expected = new X500Principal(plan.subject());
    }

    @Override
    public Verdict verify(IncomingRequest request, Instant now) {
        String header = plan.header();
        String subject = header == null ? request.clientSubject() : request.header(header);
        if (subject == null || subject.isEmpty()) {
            return new Unauthentic("certificate_missing", "there is no verified client certificate");
        }
        try {
            return new X500Principal(subject).equals(expected)
                    ? AUTHENTIC
                    : new Unauthentic("certificate_mismatch", "the client certificate has another subject");
        } catch (IllegalArgumentException malformed) {
            return new Unauthentic("certificate_malformed", "the certificate's subject is no distinguished name");
        }
    }
}
