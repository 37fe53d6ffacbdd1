package io.tillbridge.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** The commands that work on files alone, joined here to the packages that know them. */
final class LocalFiles {

    private LocalFiles() {}

    static int lint(Path home, List<Path> paths, boolean json, PrintWriter out) {
        return absent("'lint' is not part of this build.", out);
    }

    static int testMapping(Path home, String subject, boolean update, boolean json, PrintWriter out) {
        return absent("'mapping test' is not part of this build.", out);
    }

    static int mappingTable(Path home, String subject, int version, boolean json, PrintWriter out) {
        return absent("'mapping table' is not part of this build.", out);
    }

    static int releaseMapping(Path home, String subject, int version, boolean json, PrintWriter out) {
        return absent("'mapping release' is not part of this build.", out);
    }

    private static int absent(String message, PrintWriter out) {
        out.println("tillbridge: " + message);
        return ExitCode.WRONG_CALL;
    }
}
