package io.tillbridge.journeys;

/** Figures that a journey measured, printed into its output file; on a shared machine they are no yardstick. */
final class Measured {

    private Measured() {}

    static void say(String what, String figure) {
        System.out.println("measured: " + what + ": " + figure);
    }
}
