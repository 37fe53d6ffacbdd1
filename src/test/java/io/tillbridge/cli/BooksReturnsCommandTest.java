package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.FakeDestination;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BooksReturnsCommandTest {

    private static final String RETURN = "{\"id\":\"17\",\"system\":\"shop\",\"returnId\":\"T-1\",\"orderId\":\"1001\","
            + "\"returnedAt\":\"2026-11-21T10:00:00Z\",\"lines\":[{\"id\":\"1\",\"sku\":\"TEE\",\"quantity\":\"2\",\"location\":"
            + "\"S1\",\"bucket\":\"quality_hold\",\"condition\":\"C\",\"decided\":\"1\",\"waits\":\"1\"}]%s}";

    private static final String WHOLE =
            RETURN.formatted(",\"decisions\":[{\"line\":\"1\",\"quantity\":\"1\",\"to\":\"sellable\","
                    + "\"by\":\"api:ana\",\"reason\":\"packed again\"}],\"open\":[{\"kind\":\"repack\",\"line\":\"1\",\"dueAt\":"
                    + "\"2026-11-23T10:00:00Z\"}],\"movements\":[{\"quantity\":\"1\",\"sku\":\"TEE\",\"from\":{\"place\":\"S1\",\"bucket\":"
                    + "\"quality_hold\"},\"to\":{\"place\":\"S1\",\"bucket\":\"sellable\"}}]");

    private final FakeDestination hub = new FakeDestination();
    private final List<String> asked = new ArrayList<>();

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void returnsAreListedWithWhatWaits() {
        CommandRun run = run(
                "{\"items\":[" + RETURN.formatted("") + "],\"next\":\"17\"}", "list", "--waiting", "--order", "1001");

        assertThat(run.out()).isEqualTo("""
                17 shop T-1 of order 1001, 2026-11-21T10:00:00Z
                  1 2 TEE: quality_hold at S1, condition C, waits 1
                more: --after 17
                """);
        assertThat(asked).containsExactly("/api/returns?waiting=true&order=1001");
        assertThat(run("{\"items\":[]}", "list").out()).isEqualTo("nothing came back\n");
    }

    @Test
    void oneIsShownWithWhatWasDecidedAndIsToDo() {
        assertThat(run(WHOLE, "show", "17").out()).isEqualTo("""
                17 shop T-1 of order 1001, 2026-11-21T10:00:00Z
                  1 2 TEE: quality_hold at S1, condition C, waits 1
                  decided: 1 of 1 to sellable by api:ana: packed again
                  to do: repack of 1 until 2026-11-23T10:00:00Z
                  1 TEE: S1 quality_hold -> S1 sellable
                """);
        assertThat(asked).containsExactly("/api/returns/17");
        assertThat(run(WHOLE, "show", "T-1").code()).isEqualTo(2);
    }

    @Test
    void aDecisionIsTold() {
        CommandRun run = run(
                WHOLE, "decide", "17", "--line", "1", "--to", "sellable", "--quantity", "1", "--why", "packed again");

        assertThat(run.code()).isZero();
        assertThat(asked).containsExactly("/api/returns/17/decisions");
        assertThat(CommandRun.of("books", "returns", "decide", "17", "--line", "1", "--token", "t")
                        .code())
                .as("without where and why")
                .isEqualTo(2);
    }

    private CommandRun run(String answer, String... words) {
        hub.always(call -> {
            asked.add(call.uri());
            return FakeDestination.answer(200, answer);
        });
        List<String> all = new ArrayList<>(List.of("books", "returns", words[0]));
        all.addAll(List.of(words).subList(1, words.length));
        all.addAll(List.of("--url", hub.url(), "--token", "t"));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
