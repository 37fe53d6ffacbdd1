package io.tillbridge.demo;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What the simulated systems sign with and expect. Made at random for each data directory, so that a demo that can be
 * reached from elsewhere cannot be lied to.
 */
public record DemoSecrets(
        String posToken,
        String posSignatureKey,
        String shopToken,
        String shopWebhookSecret,
        String marketplaceToken,
        String marketplaceWebhookSecret,
        String warehouseToken,
        String warehouseWebhookSecret,
        String accountingToken) {

    /**
     * New secrets.
     *
     * @param random gives 24 fresh random bytes a call
     */
    static DemoSecrets from(Supplier<byte[]> random) {
        Supplier<String> text = () -> Base64.getUrlEncoder().withoutPadding().encodeToString(random.get());
        return new DemoSecrets(
                text.get(),
                text.get(),
                text.get(),
                text.get(),
                text.get(),
                "whsec_" + Base64.getEncoder().encodeToString(random.get()),
                text.get(),
                text.get(),
                text.get());
    }

    /**
     * Reads back what {@link #byFile} wrote.
     *
     * @param read the content of a secret file
     */
    static DemoSecrets read(UnaryOperator<String> read) {
        return new DemoSecrets(
                read.apply("demo-pos-token"),
                read.apply("demo-pos-signature-key"),
                read.apply("demo-shop-token"),
                read.apply("demo-shop-webhook-secret"),
                read.apply("demo-marketplace-token"),
                read.apply("demo-marketplace-webhook-secret"),
                read.apply("demo-warehouse-token"),
                read.apply("demo-warehouse-webhook-secret"),
                read.apply("demo-accounting-token"));
    }

    /** File name of each secret as the demo's connections name it. */
    Map<String, String> byFile() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("demo-pos-token", posToken);
        files.put("demo-pos-signature-key", posSignatureKey);
        files.put("demo-shop-token", shopToken);
        files.put("demo-shop-webhook-secret", shopWebhookSecret);
        files.put("demo-marketplace-token", marketplaceToken);
        files.put("demo-marketplace-webhook-secret", marketplaceWebhookSecret);
        files.put("demo-warehouse-token", warehouseToken);
        files.put("demo-warehouse-webhook-secret", warehouseWebhookSecret);
        files.put("demo-accounting-token", accountingToken);
        return files;
    }

    /** Says nothing. */
    @Override
    public String toString() {
        return "DemoSecrets[***]";
    }
}
