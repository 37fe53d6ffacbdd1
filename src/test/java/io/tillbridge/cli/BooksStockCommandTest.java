package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.FakeDestination;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BooksStockCommandTest {

    private final FakeDestination hub = new FakeDestination();
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aPieceIsPrintedWithItsPlaceAndItsMovements() {
        CommandRun run = run(
                "{\"items\":[{\"sku\":\"TEE\",\"lot\":\"L-7\",\"serial\":\"SN 1\",\"places\":[{\"place\":\"S1\",\"bucket\":"
                        + "\"sellable\",\"quantity\":\"1\"}],\"movements\":[{\"occurredAt\":\"2026-11-21T10:00:00Z\","
                        + "\"reason\":\"receipt\",\"quantity\":\"1\",\"from\":{\"place\":\"supplier\"},\"to\":{\"place\":"
                        + "\"S1\"},\"messageId\":\"m-1\"}]}],\"next\":\"TEE\"}",
                "--serial",
                "SN 1");

        assertThat(run.out()).isEqualTo("""
                TEE lot L-7 serial SN 1
                  S1 sellable 1
                  2026-11-21T10:00:00Z receipt 1: supplier -> S1, message m-1
                more: --after TEE
                """);
        assertThat(run.code()).isZero();
        assertThat(asked).containsExactly("/api/stock?serial=SN+1");
    }

    @Test
    void nothingFoundIsSaidAndExits1() {
        CommandRun run = run("{\"items\":[]}", "--expires-before", "2026-12-31", "--sku", "TEE");

        assertThat(run.out()).isEqualTo("nothing found\n");
        assertThat(run.code()).isEqualTo(1);
        assertThat(asked).containsExactly("/api/stock?expiresBefore=2026-12-31&sku=TEE");
    }

    @Test
    void oneThingIsLookedFor() {
        assertThat(CommandRun.of("books", "stock", "--token", "t").code()).isEqualTo(2);
        assertThat(run("{}", "--lot", "L", "--serial", "S").code()).isEqualTo(2);
    }

    private CommandRun run(String answer, String... words) {
        hub.always(call -> {
            asked.add(call.uri());
            return FakeDestination.answer(200, answer);
        });
        List<String> all = new ArrayList<>(List.of("books", "stock", "--url", hub.url(), "--token", "t"));
        all.addAll(List.of(words));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
