package io.tillbridge.deadletter;

import io.tillbridge.canonical.Failure;
import io.tillbridge.platform.Sha256;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The fingerprint by which failures with one cause find each other. */
public final class CauseGroup {

    private static final Pattern INDEX = Pattern.compile("\\[\\d+]|(?<=/)\\d+(?=/|$)");

    private CauseGroup() {}

    /**
     * SHA-256 over stage, code, connection, flow and place, 16 hex digits. Array positions in the place do not count, and
     * neither does the lane of a delivery: it names the victim, not the cause.
     */
    public static String of(FailedMessage failed) {
        Failure failure = failed.failure();
        String place = failed.laneKey() == null ? INDEX.matcher(failure.at()).replaceAll("[]") : "";
        String text = String.join(
                "\u0000", failure.stage().word(), failure.code(), failed.connection(), failed.flow(), place);
        return HexFormat.of().formatHex(Sha256.of(text), 0, 8);
    }
}
