package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.cli.CommandRun;
import io.tillbridge.security.ApiToken;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What people do with the mapping of a shop's orders, by commands on a hub and its files. */
final class OrderMapping {

    static final String SUBJECT = "shopify.order";
    static final String FOLDER = "mappings/shopify/order/";

    private static final int SHIPPED = shipped().size();

    /** The version after the newest one that ships. */
    static final int GOOD = SHIPPED + 1;

    /** The one after it. */
    static final int WRONG = SHIPPED + 2;

    private OrderMapping() {}

    private static List<Path> shipped() {
        try (Stream<Path> files = Files.list(Path.of(FOLDER))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".mapping.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the version: the shipped one with another number, and another count of pieces where one is given. */
    static void version(ReloadingHub hub, int number, String pieces) throws Exception {
        String first = Files.readString(shipped().get(SHIPPED - 1));
        String text = first.replace("version: " + SHIPPED, "version: " + number + "\nauthor: ana");
        if (!pieces.isEmpty()) {
            text = text.replace("from: current_quantity, else: quantity, scale: 3", pieces + ", scale: 3");
        }
        assertThat(text).isNotEqualTo(first);
        WrittenFile.write(hub.file(FOLDER + "V00" + number + "__next.mapping.yaml"), text);
        hub.reload();
    }

    /** Somebody else than its author reads the version, and it is released. */
    static void reviewed(ReloadingHub hub, int version) {
        String number = Integer.toString(version);
        command(hub, 0, "mapping", "review", SUBJECT, number, "--by", "ben", "--why", "read the diff");
        command(hub, 0, "mapping", "release", SUBJECT, number);
        hub.reload();
    }

    static JsonNode diff(ReloadingHub hub) {
        JsonNode[] found = new JsonNode[1];
        Eventually.holds(() -> {
            JsonNode answer = Json.read(
                    hub.api("GET", "/api/mappings/" + SUBJECT + "/diff?from=" + GOOD + "&to=" + WRONG + "&last=P7D", "")
                            .body());
            assertThat(answer.path("recorded").path("state").asText())
                    .as(answer.toString())
                    .isEqualTo("done");
            found[0] = answer.path("recorded").path("report");
        });
        return found[0];
    }

    static void repost(ReloadingHub hub) {
        String preview = command(
                hub,
                0,
                ("mapping repost " + SUBJECT + " " + GOOD + " --stamped " + WRONG
                                + " --from 2026-01-01T00:00:00Z --why wrong")
                        .split(" "));
        assertThat(preview).startsWith("2 message(s), 0 refused");
        String confirm = preview.substring(preview.indexOf("mapping repost --confirm "))
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(command(hub, 0, confirm.split(" "))).contains("reposted: 2 of 2");
    }

    /** Runs a command on the hub's files and on the hub; what it printed. */
    static String command(ReloadingHub hub, int exit, String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        boolean changes = List.of("activate", "rollback").contains(words[1]);
        if (changes) {
            command.addAll(List.of("--by", "ben"));
        }
        if (changes || words[1].equals("repost")) {
            command.addAll(List.of(
                    "--url",
                    hub.url,
                    "--token",
                    hub.bean(ApiToken.class).value().reveal()));
        }
        if (!words[1].equals("repost")) {
            command.addAll(List.of("--home", hub.file("").toString()));
        }
        CommandRun run = CommandRun.of(command.toArray(String[]::new));
        assertThat(run.code()).as(run.toString()).isEqualTo(exit);
        return run.out() + run.err();
    }
}
