package io.tillbridge.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Does together what several threads ask for at the same time. While one group is under way the next gathers, and one that is
 * busy gathers for a little longer; who comes after a rest is answered at once. A group that fails fails for all of it.
 *
 * @param <Q> what is asked
 * @param <A> the answer
 */
public final class Grouped<Q, A> implements AutoCloseable {

    private final BlockingQueue<Asked<Q, A>> waiting;
    private final Gathering<Asked<Q, A>> gathering;
    private final Work<Q, A> work;
    private final Thread thread;
    private volatile boolean closed;

    private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}

    /**
     * Answers several questions at once.
     *
     * @param <Q> what is asked
     * @param <A> the answer
     */
    @FunctionalInterface
    public interface Work<Q, A> {
        /** One answer for each question, in their order. */
        List<A> answers(List<Q> questions);
    }

    /**
     * Starts the thread that works.
     *
     * @param name of the thread
     * @param most questions of a group at most
     * @param gather the least time between two groups
     * @param waiting questions that wait at most; who asks beyond that waits to ask
     */
    public Grouped(String name, int most, Duration gather, int waiting, Work<Q, A> work) {
        this.waiting = new ArrayBlockingQueue<>(waiting);
        this.gathering = new Gathering<>(this.waiting, most, gather);
        this.work = work;
        this.thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for the answer.
     *
     * @throws RuntimeException what the group failed with
     * @throws IllegalStateException when it is closed or the thread is interrupted
     */
    public A ask(Q question) {
        Asked<Q, A> asked = new Asked<>(question, new CompletableFuture<>());
        try {
            waiting.put(asked);
            if (closed) {
                refuse();
            }
            return asked.answer().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while others were asked", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        }
    }

    private void refuse() {
        List<Asked<Q, A>> unanswered = new ArrayList<>();
        waiting.drainTo(unanswered);
        unanswered.forEach(
                asked -> asked.answer().completeExceptionally(new IllegalStateException("the node is stopping")));
    }

    /** How many questions wait for the next group. */
    int waiting() {
        return waiting.size();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        refuse();
    }

    private void work() {
        while (!closed) {
            try {
                List<Asked<Q, A>> group = gathering.next();
                if (!group.isEmpty()) {
                    answer(group);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void answer(List<Asked<Q, A>> group) {
        try {
            List<A> answers = work.answers(group.stream().map(Asked::question).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) { // Also an Error: without this thread nobody would be answered any more
            group.forEach(asked -> asked.answer().completeExceptionally(e));
        }
    }
}
