package io.tillbridge.trial;

/**
 * What one check found at one flow.
 *
 * @param flow an inbound or outbound flow, or {@code fetch:<name>}
 * @param why what was seen, why it failed, why it does not apply or was waived; a sentence without a full stop
 */
public record CheckResult(String flow, Check check, Verdict verdict, String why) {

    public enum Verdict {
        PASSED,
        FAILED,
        /** Such a flow has nothing of the kind. */
        NOT_APPLICABLE,
        /** It has, but nothing here can play it. */
        NOT_RUN,
        WAIVED
    }

    static CheckResult passed(String flow, Check check, String why) {
        return new CheckResult(flow, check, Verdict.PASSED, why);
    }

    static CheckResult failed(String flow, Check check, String why) {
        return new CheckResult(flow, check, Verdict.FAILED, why);
    }

    static CheckResult notApplicable(String flow, Check check, String why) {
        return new CheckResult(flow, check, Verdict.NOT_APPLICABLE, why);
    }

    static CheckResult notRun(String flow, Check check, String why) {
        return new CheckResult(flow, check, Verdict.NOT_RUN, why);
    }

    /** The same, waived with a reason; a check that does not apply needs no waiver. */
    CheckResult waived(String reason) {
        return new CheckResult(flow, check, Verdict.WAIVED, reason + " (" + verdict + ": " + why + ")");
    }
}
