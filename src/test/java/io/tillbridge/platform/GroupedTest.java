package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.support.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupedTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final CountDownLatch hold = new CountDownLatch(1);
    private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();
    private final Grouped<Integer, String> grouped =
            new Grouped<>("grouped-test", 3, Duration.ofMillis(1), 100, this::answers);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private List<String> answers(List<Integer> questions) {
        groups.add(questions);
        if (questions.contains(0)) {
            await();
        }
        if (questions.contains(13)) {
            throw new IllegalArgumentException("thirteen");
        }
        return questions.stream().map(question -> "a" + question).toList();
    }

    @AfterEach
    void close() {
        grouped.close();
        threads.shutdownNow();
    }

    @Test
    void oneAloneIsAnsweredAtOnce() {
        assertThat(grouped.ask(7)).isEqualTo("a7");
        assertThat(groups).containsExactly(List.of(7));
    }

    @Test
    void whatWaitsIsAnsweredTogetherUpToTheLargestGroup() {
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> grouped.ask(0), threads);
        Eventually.within(LIMIT, () -> assertThat(groups).hasSize(1));
        List<CompletableFuture<String>> others = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            int question = i;
            others.add(CompletableFuture.supplyAsync(() -> grouped.ask(question), threads));
        }
        Eventually.within(LIMIT, () -> assertThat(grouped.waiting()).isEqualTo(4));
        hold.countDown();
        assertThat(first.join()).isEqualTo("a0");
        assertThat(others.stream().map(CompletableFuture::join)).containsExactly("a1", "a2", "a3", "a4");
        assertThat(groups).hasSize(3);
        assertThat(groups.get(1)).hasSize(3);
    }

    @Test
    void aGroupThatFailsFailsForItAndTheNextIsAnswered() {
        assertThatThrownBy(() -> grouped.ask(13))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("thirteen");
        assertThat(grouped.ask(1)).isEqualTo("a1");
    }

    @Test
    void whoAsksAClosedOneIsTold() {
        grouped.close();
        assertThatThrownBy(() -> grouped.ask(1)).isInstanceOf(IllegalStateException.class);
    }

    private void await() {
        try {
            hold.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
