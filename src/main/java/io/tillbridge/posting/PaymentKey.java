package io.tillbridge.posting;

/** A payment by the provider's id, in the system that tells it. */
record PaymentKey(String system, String payment) implements Comparable<PaymentKey> {

    /** The end of the payment's fact key, whatever became of it. */
    String fact() {
        return "|" + escaped(system) + "|" + escaped(payment);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|");
    }

    @Override
    public int compareTo(PaymentKey other) {
        int bySystem = system.compareTo(other.system);
        return bySystem == 0 ? payment.compareTo(other.payment) : bySystem;
    }
}
