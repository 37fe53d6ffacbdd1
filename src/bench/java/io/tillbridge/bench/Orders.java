package io.tillbridge.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes signed Shopify order webhooks, every one another order: two lines of one piece each, at one location.
 */
final class Orders {

    static final String SHOP = "tillbridge-bench.myshopify.com";
    static final String SECRET = "bench-webhook-secret";
    static final long FIRST_ORDER = 5_000_000_000_000L;
    static final long FIRST_LOCATION = 700_001L;

    private final BenchSettings settings;
    private final byte[] request;
    private final byte[] shared;
    private final Mac mac;
    private final Zipf zipf;
    private final SplittableRandom random;
    private final byte[] signature = new byte[32];
    private final StringBuilder tail = new StringBuilder(4096);
    /** Of every order, by number: the moment it was due to be sent, in nanoseconds of the epoch. */
    final LongLog sentAt = new LongLog();
    /** Of every order: both balances it claims, high and low 32 bits. */
    final LongLog keys = new LongLog();

    Orders(BenchSettings settings, String path, long seed) {
        this.settings = settings;
        this.zipf = new Zipf(settings.items(), settings.skew());
        this.random = new SplittableRandom(seed);
        this.request = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + settings.port()
                        + "\r\nContent-Type: application/json\r\nX-Shopify-Topic: orders/create\r\n"
                        + "X-Shopify-Shop-Domain: " + SHOP + "\r\nX-Shopify-Webhook-Id: ")
                .getBytes(StandardCharsets.US_ASCII);
        this.shared = OrderText.shared(settings.bytes()).getBytes(StandardCharsets.UTF_8);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** Orders written so far; also the number of the next one. */
    int count() {
        return sentAt.size();
    }

    /** The key of an item at a location, from 0. */
    static int key(int item, int location, int locations) {
        return item * locations + location;
    }

    /** Writes the whole request of the next order into an empty buffer and returns the order's number. */
    int write(ByteBuffer into, long dueEpochNanos) {
        int number = sentAt.size();
        int location = random.nextInt(settings.locations());
        int first = zipf.next(random);
        int second = zipf.next(random);
        while (second == first && settings.items() > 1) {
            second = zipf.next(random);
        }
        sentAt.add(dueEpochNanos);
        keys.add((long) key(first, location, settings.locations()) << 32 | key(second, location, settings.locations()));
        tail.setLength(0);
        Instant due = Instant.ofEpochSecond(0, dueEpochNanos / 1_000 * 1_000);
        OrderText.tail(tail, FIRST_ORDER + number, due.toString(), FIRST_LOCATION + location, first, second);
        byte[] head = ascii(OrderText.head(FIRST_ORDER + number));
        byte[] rest = tail.toString().getBytes(StandardCharsets.US_ASCII);
        into.clear();
        into.put(request);
        into.put(ascii("b-" + (FIRST_ORDER + number) + "-" + (dueEpochNanos % 1_000_000)));
        into.put(ascii("\r\nX-Shopify-Hmac-Sha256: "));
        into.put(Base64.getEncoder().encode(sign(head, rest)));
        into.put(ascii("\r\nContent-Length: " + (head.length + shared.length + rest.length) + "\r\n\r\n"));
        into.put(head);
        into.put(shared);
        into.put(rest);
        into.flip();
        return number;
    }

    private byte[] sign(byte[] head, byte[] rest) {
        try {
            mac.update(head);
            mac.update(shared);
            mac.update(rest);
            mac.doFinal(signature, 0);
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signature fits its array", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
