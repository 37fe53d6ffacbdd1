package io.tillbridge.intake;

import static io.tillbridge.support.FakeDestination.answer;

import io.tillbridge.support.FakeDestination.Behaviour;
import io.tillbridge.support.FakeDestination.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A source with a listing of items, which it gives by whatever way of paging it is asked in. */
final class Shelf {

    final List<Integer> ids = new ArrayList<>();
    private final int size;
    int calls;

    Shelf(int items, int size) {
        this.size = size;
        for (int id = 1; id <= items; id++) {
            ids.add(id);
        }
    }

    static Map<String, String> query(String uri) {
        Map<String, String> query = new HashMap<>();
        int at = uri.indexOf('?');
        for (String part : at < 0 ? new String[0] : uri.substring(at + 1).split("&", -1)) {
            String[] pair = part.split("=", 2);
            query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    /** Answers a call by {@code page}, {@code offset}, {@code after} or {@code token}; a token that it did not give is 400. */
    Behaviour answered(Call call, String base) {
        calls++;
        Map<String, String> query = query(call.uri());
        int from = 0;
        if (query.containsKey("page")) {
            from = (number(query, "page") - 1) * size;
        } else if (query.containsKey("offset")) {
            from = number(query, "offset");
        } else if (query.containsKey("after")) {
            int after = number(query, "after");
            from = (int) ids.stream().filter(id -> id <= after).count();
        } else if (query.containsKey("token")) {
            String token = query.getOrDefault("token", "");
            if (!token.matches("t[0-9]+")) {
                return answer(400, "{\"error\":\"unknown token\"}");
            }
            from = Integer.parseInt(token.substring(1));
        }
        int to = Math.min(ids.size(), from + size);
        StringBuilder items = new StringBuilder();
        for (int i = from; i < to; i++) {
            items.append(items.length() == 0 ? "" : ",")
                    .append(Listings.item(ids.get(i), 1, "2026-05-02T10:%02d:00Z".formatted(ids.get(i) % 60)));
        }
        boolean more = to < ids.size();
        String next = more ? "\"t" + to + "\"" : "null";
        String url = more ? "\"" + base + "/items?token=t" + to + "&x=a%2Fb\"" : "null";
        String body = "{\"items\":[" + items + "],\"next\":" + next + ",\"url\":" + url + ",\"more\":" + more
                + ",\"pages\":" + (ids.size() + size - 1) / size + ",\"total\":"
                + ids.size() + "}";
        return more
                ? answer(
                        200,
                        body,
                        "Link",
                        "<" + base + "/first>; rel=\"first\", <?token=t" + to + ">; rel=\"next last\"")
                : answer(200, body);
    }

    private static int number(Map<String, String> query, String name) {
        return Integer.parseInt(query.getOrDefault(name, "0"));
    }
}
