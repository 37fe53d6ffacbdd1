package io.tillbridge.delivery;

import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.mapping.Translation;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lanes of a claim that do not leave with it, and why. */
final class SetAside {

    private final Map<Lane, HoldKey> held = new LinkedHashMap<>();
    private final Map<Lane, Failure> failed = new LinkedHashMap<>();

    /** It waits for exactly one missing thing. */
    void hold(Lane lane, HoldKey key) {
        held.put(lane, key);
    }

    /** Its state cannot be told; {@code at} is the lane's key when it is empty. */
    void fail(Lane lane, String code, String at, String detail) {
        failed.put(
                lane,
                new Failure(
                        Failure.Stage.DELIVER,
                        code,
                        code.equals(Prechecks.FAILED)
                                ? Failure.Category.OUR_DEFECT
                                : Failure.Category.MISSING_REFERENCE,
                        at.isEmpty() ? lane.key() : at,
                        detail));
    }

    /** As the mapping says; nothing for what it translated. */
    void add(Lane lane, Translation outcome) {
        if (outcome instanceof Translation.Missing missing) {
            hold(lane, missing.key());
        } else if (outcome instanceof Translation.Untranslatable bad) {
            fail(lane, bad.code(), bad.at(), bad.detail());
        }
    }

    boolean isEmpty() {
        return held.isEmpty() && failed.isEmpty();
    }

    Map<Lane, HoldKey> held() {
        return held;
    }

    Map<Lane, Failure> failed() {
        return failed;
    }
}
