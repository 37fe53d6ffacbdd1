package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.FakeDestination;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands print of a hub's answers. */
class HubAnswersTest {

    @TempDir
    private Path home = Path.of("");

    private final FakeDestination hub = new FakeDestination();

    @AfterEach
    void stop() {
        hub.close();
    }

    private CommandRun run(String... words) {
        return CommandRun.of(Stream.concat(Stream.of(words), Stream.of("--url", hub.url(), "--token", "t"))
                .toArray(String[]::new));
    }

    @Test
    void aDiffThatIsNextWaitsForNoOther() {
        hub.always(call -> FakeDestination.answer(
                200,
                call.uri().contains("/diffs/")
                        ? "{\"id\": \"d-1\", \"state\": \"failed\", \"failure\": \"broken\"}"
                        : "{\"begun\": true, \"recorded\": {\"id\": \"d-1\", \"state\": \"queued\", \"place\": 0}}"));

        CommandRun diff = run(
                "mapping", "diff", "a.b", "1", "2", "--against", "recorded", "--last", "7d", "--home", home.toString());

        assertThat(diff.err().lines().toList())
                .as(diff.toString())
                .isEqualTo(List.of("tillbridge: the diff is failed broken; ask again"));
    }
}
