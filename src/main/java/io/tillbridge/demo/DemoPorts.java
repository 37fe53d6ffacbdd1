package io.tillbridge.demo;

/** The ports of the five simulated systems on this machine's loopback address; 0 for a free one. */
public record DemoPorts(int pos, int shop, int marketplace, int warehouse, int accounting) {

    /** Five ports in a row. */
    public static DemoPorts from(int first) {
        return new DemoPorts(first, first + 1, first + 2, first + 3, first + 4);
    }

    String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
