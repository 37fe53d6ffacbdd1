package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.RequestPlace;
import io.tillbridge.connector.Verification.Part;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnreadableDocument;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds in one request what a signature is made of. Reads the body only when a scheme looks into it. */
final class RequestParts {

    private final IncomingRequest request;
    private final Format format;
    private @Nullable JsonNode body;

    RequestParts(IncomingRequest request, Format format) {
        this.request = request;
        this.format = format;
    }

    /** All signatures at a place: a header may hold several, behind commas or spaces. */
    List<String> signatures(RequestPlace place) {
        if (place instanceof RequestPlace.Header header && header.member() == null) {
            String value = request.header(header.name());
            return value == null ? List.of() : present(List.of(value.split("[, ]+", -1)));
        }
        return present(values(place));
    }

    /** The value at a place; null when it is absent or empty. */
    @Nullable
    String value(RequestPlace place) {
        List<String> values = present(values(place));
        return values.isEmpty() ? null : values.get(0);
    }

    /**
     * The bytes of a signed part; null when it is absent.
     *
     * @param signature which cannot sign itself
     */
    byte @Nullable [] signed(Part part, RequestPlace signature) {
        if (part instanceof Part.Body) {
            return request.body();
        }
        if (part instanceof Part.Text text) {
            return bytes(text.value());
        }
        if (part instanceof Part.Header header) {
            String value = request.header(header.name());
            return value == null ? null : bytes(value);
        }
        if (part instanceof Part.Query) {
            return bytes(parameters().stream()
                    .filter(each -> !(signature instanceof RequestPlace.Query own && each.name.equals(own.name())))
                    .map(each -> each.name + "=" + each.value)
                    .sorted()
                    .collect(Collectors.joining("&")));
        }
        RequestPlace place = ((Part.At) part).place();
        String value = value(place);
        return value == null && place instanceof RequestPlace.Body ? new byte[0] : value == null ? null : bytes(value);
    }

    private List<String> values(RequestPlace place) {
        List<String> values = new ArrayList<>();
        if (place instanceof RequestPlace.Header header) {
            String text = request.header(header.name());
            if (text != null && header.member() == null) {
                values.add(text);
            } else if (text != null) {
                for (String member : text.split("[,;]", -1)) {
                    String pair = member.strip();
                    if (pair.startsWith(header.member() + "=")) {
                        values.add(pair.substring(pair.indexOf('=') + 1));
                    }
                }
            }
        } else if (place instanceof RequestPlace.Query query) {
            parameters().stream()
                    .filter(each -> each.name.equals(query.name()))
                    .forEach(each -> values.add(each.value));
        } else {
            String text = PointerScan.text(body().at(((RequestPlace.Body) place).pointer()));
            if (text != null) {
                values.add(text);
            }
        }
        return values;
    }

    private static List<String> present(List<String> values) {
        return values.stream().filter(value -> !value.isEmpty()).toList();
    }

    private record Parameter(String name, String value) {}

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : request.query().split("&", -1)) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                parameters.add(new Parameter(decoded(pair.substring(0, sign)), decoded(pair.substring(sign + 1))));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private JsonNode body() {
        JsonNode read = body;
        if (read == null) {
            try {
                read = Formats.read(format, request.body());
            } catch (UnreadableDocument malformed) {
                read = MissingNode.getInstance();
            }
            body = read;
        }
        return read;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
