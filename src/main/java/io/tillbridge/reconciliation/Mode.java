package io.tillbridge.reconciliation;

import java.util.Map;

/** What becomes of what a connection's runs find. */
enum Mode {
    /** It is not compared. */
    OFF,
    /** It is reported. */
    SHADOW,
    /** What is small and clear enough is corrected, too. */
    ON;

    static final Map<String, Mode> WORDS = Map.of("off", OFF, "shadow", SHADOW, "on", ON);
}
