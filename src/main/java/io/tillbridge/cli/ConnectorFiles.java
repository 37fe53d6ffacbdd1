package io.tillbridge.cli;

import io.tillbridge.authoring.ConnectorPage;
import io.tillbridge.authoring.Scaffold;
import io.tillbridge.platform.Directory;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.SystemClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The commands that write connector files and their pages. */
final class ConnectorFiles {

    private ConnectorFiles() {}

    /** Writes a new connector's files; 0, 2 or 3. */
    static int begin(
            Path home,
            String name,
            @Nullable Path sample,
            @Nullable String url,
            @Nullable Path openApi,
            boolean json,
            PrintWriter out) {
        Path root = Directory.of(home).path();
        String document = sample == null ? null : text(sample);
        String challenge = null;
        if (url != null) {
            HttpResponse<String> answer = asked(url);
            challenge = answer.headers()
                    .firstValue("www-authenticate")
                    .map(header -> header.split(" ", 2)[0].toLowerCase(Locale.ROOT))
                    .orElse(null);
            document = document == null && answer.statusCode() / 100 == 2 ? answer.body() : document;
        }
        Scaffold.Files made =
                made(new Scaffold.Known(name, document, url, challenge, openApi == null ? null : text(openApi)));
        for (String file : made.texts().keySet()) {
            if (Files.exists(root.resolve(file))) {
                throw new WrongCallException(file + " is there already; remove it or choose another name.");
            }
        }
        Map<String, String> texts = new TreeMap<>(made.texts());
        texts.putAll(EditorSchemas.lackingIn(HomeFiles.only(root)));
        texts.forEach((file, text) -> write(root.resolve(file), text));
        StringWriter updates = new StringWriter();
        for (String subject : new TreeSet<>(made.subjects())) {
            MappingFiles.update(root, subject, new PrintWriter(updates, true));
        }
        if (json) {
            out.println(JsonOutput.write(Map.of(
                    "files",
                    List.copyOf(texts.keySet()),
                    "samples",
                    updates.toString().lines().toList(),
                    "guesses",
                    made.guesses(),
                    "decide",
                    made.decisions(),
                    "notTakenOver",
                    made.leftOut())));
        } else {
            texts.keySet().forEach(file -> out.println("wrote: " + file));
            updates.toString().lines().forEach(out::println);
            made.guesses().forEach(line -> out.println("guessed: " + line));
            made.decisions().forEach(line -> out.println("decide: " + line));
            made.leftOut().forEach(line -> out.println("not taken over: " + line));
            out.println("Next: tillbridge lint; then config/connectors/" + name + "/README.md");
        }
        return ExitCode.FINE;
    }

    private static Scaffold.Files made(Scaffold.Known known) {
        try {
            return Scaffold.of(known, LocalDate.ofInstant(SystemClock.utc().instant(), ZoneOffset.UTC));
        } catch (IllegalArgumentException wrong) {
            throw new WrongCallException(String.valueOf(wrong.getMessage()));
        }
    }

    private static HttpResponse<String> asked(String url) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(20))
                    .header("Accept", "application/json")
                    .build();
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IllegalArgumentException e) {
            throw new WrongCallException("'" + url + "' is no URL; give --guess https://HOST/PATH.");
        } catch (IOException e) {
            throw new UnreachableException(url + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("Interrupted while waiting for " + url, e);
        }
    }

    /** Prints the generated pages, or renews them below a folder; 0 or 2. */
    static int docs(Path home, List<String> names, @Nullable Path folder, boolean json, PrintWriter out) {
        HomeFiles files = HomeFiles.at(Directory.of(home).requireHome().path());
        List<String> wanted = names.isEmpty()
                ? files.list("config/connectors", ".connector.yaml").stream()
                        .map(file -> file.replaceAll(".*/|\\.connector\\.yaml$", ""))
                        .toList()
                : names;
        Map<String, String> pages = new TreeMap<>();
        for (String name : wanted) {
            Path page = folder == null ? null : folder.resolve(name + ".md");
            try {
                pages.put(name, ConnectorPage.of(files, name, page != null && Files.exists(page) ? text(page) : null));
            } catch (IllegalArgumentException unknown) {
                throw new WrongCallException(String.valueOf(unknown.getMessage()));
            }
        }
        if (folder != null) {
            pages.forEach((name, text) -> write(folder.resolve(name + ".md"), text));
        }
        if (json) {
            out.println(JsonOutput.write(pages));
        } else {
            pages.forEach(
                    (name, text) -> out.println(folder == null ? text : "wrote: " + folder.resolve(name + ".md")));
        }
        return pages.isEmpty() ? ExitCode.WRONG_CALL : ExitCode.FINE;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new WrongCallException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().resolve("..").normalize();
            Files.createDirectories(folder);
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
