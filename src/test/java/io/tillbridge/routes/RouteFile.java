package io.tillbridge.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A file of {@code routes/} as its tests see it. */
record RouteFile(String name, String text, List<Map<?, ?>> documents) {

    /** One step of a route. */
    record Step(String kind, Map<?, ?> settings) {}

    static List<RouteFile> all() {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.sorted().map(RouteFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("run the tests in the project's directory", e);
        }
    }

    private static RouteFile read(Path path) {
        try {
            String text = Files.readString(path);
            Object parsed = new Load(LoadSettings.builder().build()).loadFromString(text);
            return new RouteFile(
                    path.getFileName().toString().replace(".camel.yaml", ""),
                    text,
                    list(parsed).stream().<Map<?, ?>>map(RouteFile::map).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(path.toString(), e);
        }
    }

    /** The routes and templates of the file; of a template its inner route, under the template's id. */
    List<Map<?, ?>> routes() {
        List<Map<?, ?>> routes = new ArrayList<>();
        for (Map<?, ?> document : documents) {
            if (document.get("route") != null) {
                routes.add(map(document.get("route")));
            } else if (document.get("routeTemplate") != null) {
                routes.add(map(map(document.get("routeTemplate")).get("route")));
            }
        }
        return routes;
    }

    /** Ids of the routes, templates and configurations in the file. */
    List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (Map<?, ?> document : documents) {
            for (String kind : List.of("route", "routeTemplate", "routeConfiguration")) {
                if (document.get(kind) != null) {
                    ids.add(String.valueOf(map(document.get(kind)).get("id")));
                }
            }
        }
        return ids;
    }

    /** Where a route reads from, scheme and name without options. */
    static String source(Map<?, ?> route) {
        return String.valueOf(map(route.get("from")).get("uri"));
    }

    /** The steps of a route, in order. */
    static List<Step> steps(Map<?, ?> route) {
        List<Step> steps = new ArrayList<>();
        for (Object step : list(map(route.get("from")).get("steps"))) {
            map(step).forEach((kind, settings) -> steps.add(new Step(String.valueOf(kind), map(settings))));
        }
        return steps;
    }

    static Map<?, ?> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new AssertionError("expected a block of keys, found: " + value + "; use the explicit notation");
    }

    static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new AssertionError("expected a list, found: " + value);
    }
}
