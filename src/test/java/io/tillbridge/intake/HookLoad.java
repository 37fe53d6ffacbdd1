package io.tillbridge.intake;

import com.sun.management.OperatingSystemMXBean;
import io.tillbridge.connector.WebhookSource;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * A small load generator: how many webhooks a second the whole accept path takes. Run by hand; not a test. Arguments:
 * connections, seconds, body bytes.
 */
final class HookLoad {

    private HookLoad() {}

    public static void main(String[] arguments) throws Exception {
        int connections = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        int size = Integer.parseInt(arguments[2]);
        Plans plans = new Plans();
        plans.put(Plans.connection(
                "shop",
                Plans.flow(
                        "orders",
                        new WebhookSource(Plans.shopHmac(), null, 1_000_000, Set.of("application/json")),
                        Plans.pointer("/event_id"),
                        Plans.pointer("/id"))));
        Path directory = Files.createTempDirectory("hook-load");
        try (IntakeBed bed = IntakeBed.start(directory, plans, 0)) {
            byte[] request = request(size);
            run(bed.port(), request, connections, Math.min(seconds, 10), "warm-up");
            run(bed.port(), request, connections, seconds, "measured");
        }
        Runtime.getRuntime().halt(0);
    }

    private static byte[] request(int size) {
        StringBuilder body = new StringBuilder("{\"id\":4111111111111,\"event_id\":\"e-1\",\"lines\":[");
        while (body.length() < size) {
            body.append(
                    "{\"id\":866550311766439020,\"sku\":\"TEE-RED-M\",\"price\":\"19.90\",\"title\":\"Red shirt\"},");
        }
        body.setCharAt(body.length() - 1, ']');
        body.append('}');
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        String head = "POST /hooks/shop/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "X-Shop-Hmac-Sha256: " + Plans.sign("hush", bytes) + "\r\nContent-Length: " + bytes.length
                + "\r\nX-Shop-Topic: orders/create\r\nUser-Agent: load\r\nAccept: */*\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[headBytes.length + bytes.length];
        System.arraycopy(headBytes, 0, all, 0, headBytes.length);
        System.arraycopy(bytes, 0, all, headBytes.length, bytes.length);
        return all;
    }

    private static void run(int port, byte[] request, int connections, int seconds, String name) throws Exception {
        ConcurrentHistogram micros = new ConcurrentHistogram(3);
        AtomicLong failures = new AtomicLong();
        // Per-request CPU of the whole JVM, load generator and broker included: comparable on a busy machine
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        Thread[] threads = new Thread[connections];
        for (int i = 0; i < connections; i++) {
            threads[i] = new Thread(() -> client(port, request, until, micros, failures));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.err.printf(
                "%s: %d/s, p50 %d us, p99 %d us, CPU %d us each, failures %d%n",
                name,
                micros.getTotalCount() / seconds,
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99),
                (system.getProcessCpuTime() - cpu) / 1000 / Math.max(1, micros.getTotalCount()),
                failures.get());
    }

    private static void client(int port, byte[] request, long until, ConcurrentHistogram micros, AtomicLong failures) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            byte[] buffer = new byte[4096];
            while (System.nanoTime() < until) {
                long start = System.nanoTime();
                out.write(request);
                String answer = answer(in, buffer);
                if (answer.startsWith("HTTP/1.1 200")) {
                    micros.recordValue((System.nanoTime() - start) / 1000);
                } else if (failures.incrementAndGet() == 1) {
                    System.err.println(answer);
                }
            }
        } catch (java.io.IOException e) {
            failures.incrementAndGet();
        }
    }

    /** Reads one answer with a Content-Length or a single chunk. */
    private static String answer(InputStream in, byte[] buffer) throws java.io.IOException {
        int length = 0;
        int headEnd = -1;
        int total = -1;
        while (total < 0 || length < total) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                throw new java.io.IOException("closed");
            }
            length += read;
            String text = new String(buffer, 0, length, StandardCharsets.US_ASCII);
            if (headEnd < 0) {
                headEnd = text.indexOf("\r\n\r\n");
            }
            if (headEnd >= 0 && total < 0) {
                int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
                if (at >= 0) {
                    total = headEnd + 4 + Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
                } else if (text.endsWith("0\r\n\r\n")) {
                    total = length;
                }
            }
        }
        return new String(buffer, 0, length, StandardCharsets.US_ASCII);
    }
}
