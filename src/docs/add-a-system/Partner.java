import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Harbour Goods, the shop of openapi.yaml, on port 9600: orders by page, a key in X-Shop-Key, stock by PUT. Prints each
 * call. {@code POST /tell?to=URL&secret=TEXT} makes it send a webhook with a new order.
 *
 * <p>Run it with {@code java src/docs/add-a-system/Partner.java}; needs a JDK alone.
 */
public final class Partner {

    private static final String KEY = "harbour-key";
    private static final String NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();

    private Partner() {}

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9600), 20);
        server.createContext("/api/v1", Partner::api);
        server.createContext("/tell", Partner::tell);
        server.start();
        System.out.println("Harbour Goods: http://localhost:9600/api/v1, key " + KEY);
    }

    private static void api(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        System.out.println(call.getRequestMethod() + " " + call.getRequestURI() + " " + body);
        String path = call.getRequestURI().getPath();
        if (!KEY.equals(call.getRequestHeaders().getFirst("X-Shop-Key"))) {
            answer(call, 401, "{\"error\": \"wrong key\"}");
        } else if (path.equals("/api/v1/orders")) {
            boolean first = !String.valueOf(call.getRequestURI().getQuery()).matches(".*\\bpage=[2-9].*");
            String orders = first ? order(5001, "ROPE-10", 2) : order(5002, "HOOK-3", 1);
            answer(call, 200, "{\"orders\": [" + orders + "], \"page\": " + (first ? 1 : 2) + ", \"total_pages\": 2}");
        } else if (path.equals("/api/v1/stock-counts")) {
            answer(call, 200, "[{\"sku\": \"ROPE-10\", \"quantity\": 12, \"counted_at\": \"" + NOW + "\"}]");
        } else if (path.startsWith("/api/v1/stock/") && call.getRequestMethod().equals("PUT")) {
            answer(call, 204, "");
        } else {
            answer(call, 404, "{\"error\": \"nothing here\"}");
        }
    }

    private static void tell(HttpExchange call) throws IOException {
        String query = call.getRequestURI().getQuery();
        String to = query.replaceAll(".*to=([^&]*).*", "$1");
        String secret = query.replaceAll(".*secret=([^&]*).*", "$1");
        String body = "{\"event\": \"order.changed\", \"order\": " + order(5003, "ROPE-10", 1) + "}";
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature = Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
            HttpRequest request = HttpRequest.newBuilder(URI.create(to))
                    .header("Content-Type", "application/json")
                    .header("X-Harbour-Signature", signature)
                    .header("X-Harbour-Delivery-Id", UUID.randomUUID().toString())
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            int status = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .statusCode();
            answer(call, 200, "answered " + status + "\n");
        } catch (java.security.GeneralSecurityException | InterruptedException | IOException e) {
            answer(call, 502, e + "\n");
        }
    }

    private static String order(int id, String sku, int quantity) {
        return "{\"id\": " + id + ", \"order_number\": \"HG-" + id + "\", \"status\": \"placed\", \"created_at\": \"" + NOW
                + "\", \"updated_at\": \"" + NOW + "\", \"currency\": \"EUR\", \"customer\": {\"email\": \"ana@example.com\"},"
                + " \"items\": [{\"line_id\": 1, \"sku\": \"" + sku + "\", \"name\": \"" + sku + "\", \"quantity\": " + quantity
                + ", \"unit_price\": \"12.50\", \"line_total\": \"" + (quantity == 2 ? "25.00" : "12.50") + "\"}],"
                + " \"shipping_total\": \"4.90\", \"total\": \"" + (quantity == 2 ? "29.90" : "17.40") + "\"}";
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            call.getResponseBody().write(bytes);
        }
        call.close();
    }
}
