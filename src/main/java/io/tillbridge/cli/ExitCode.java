package io.tillbridge.cli;

/** What a command's exit code means; scripts rely on these numbers. */
final class ExitCode {

    /** Fine. */
    static final int FINE = 0;

    /** It found something: lint findings, a red test, a diff over its limit; or the hub did not start. */
    static final int FOUND = 1;

    /** Wrong call, or no readable file. */
    static final int WRONG_CALL = 2;

    /** The hub or a remote system cannot be reached. */
    static final int UNREACHABLE = 3;

    /** Refused by a lifecycle rule. */
    static final int REFUSED = 4;

    /** The hub goes on with it; the time to wait for it is over. */
    static final int UNFINISHED = 5;

    private ExitCode() {}
}
