package io.tillbridge.intake;

import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes documents to the journal, all that wait in one broker transaction: while groups are being flushed, the next
 * gathers, so a flush and its thread changes are shared by as many senders as there are.
 *
 * <p>A document is <em>waiting</em>, then <em>in a group</em>, then <em>written</em> or <em>failed</em>. A crash before the
 * group's commit leaves nothing; after it every document of the group. A caller whose document is in a group that fails, or
 * is not confirmed in time, cannot know: its sender is told to send again, and keys make the repetition harmless.
 */
final class JournalWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    private static final int WAITING = 4_096;
    private static final int GROUP = 128;
    private static final int GROUP_BYTES = 1024 * 1024;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Callable<JournalSession> sessions;
    private final Duration timeout;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /**
     * Starts a writer with its own threads.
     *
     * @param groups groups under way at once, each in a session of its own
     * @param sessions opens a session; called again after a failure
     * @param timeout how long a document waits for its confirmation
     */
    JournalWriter(int groups, Callable<JournalSession> sessions, Duration timeout) {
        this.sessions = sessions;
        this.timeout = timeout;
        for (int i = 0; i < groups; i++) {
            Thread thread = new Thread(new Groups(), "journal-writer");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private record Entry(
            @SuppressWarnings("ArrayRecordComponent") byte[] document, CompletableFuture<@Nullable Void> written) {}

    /**
     * Returns when the document is on disk.
     *
     * @throws JournalUnavailable when it is not, or not known to be: the sender must send it again
     */
    void write(byte[] document) throws JournalUnavailable {
        Entry entry = new Entry(document, new CompletableFuture<>());
        if (stopping || !waiting.offer(entry)) {
            throw new JournalUnavailable(
                    stopping ? "the node is stopping" : "too many documents wait for the journal", null);
        }
        try {
            entry.written().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new JournalUnavailable("the journal refused the document", e.getCause());
        } catch (TimeoutException e) {
            entry.written().cancel(false);
            throw new JournalUnavailable("the journal did not confirm the document within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalUnavailable("interrupted while the document was being written", e);
        }
    }

    @Override
    public void close() {
        stopping = true;
        try {
            for (Thread thread : threads) {
                thread.join(timeout.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thread's work: a group after the other. */
    private final class Groups implements Runnable {

        private @Nullable JournalSession session;

        @Override
        public void run() {
            while (!stopping || !waiting.isEmpty()) {
                try {
                    List<Entry> group = take();
                    if (!group.isEmpty()) {
                        write(group);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
            disconnect();
        }

        /** Those that wait now, without those that nobody waits for any more. */
        private List<Entry> take() throws InterruptedException {
            List<Entry> group = new ArrayList<>();
            Entry entry = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            int bytes = 0;
            while (entry != null) {
                if (!entry.written().isDone()) {
                    group.add(entry);
                    bytes += entry.document().length;
                }
                entry = group.size() < GROUP && bytes < GROUP_BYTES ? waiting.poll() : null;
            }
            return group;
        }

        private void write(List<Entry> group) {
            try {
                JournalSession open = session;
                if (open == null) {
                    open = sessions.call();
                    session = open;
                }
                for (Entry entry : group) {
                    open.send(entry.document());
                }
                open.commit();
                group.forEach(entry -> entry.written().complete(null));
            } catch (Exception | Error e) {
                // Also an Error: without this thread nothing would be accepted any more
                LOG.warn("intake.journal_refused documents={} cause={}", group.size(), e.toString());
                group.forEach(entry -> entry.written().completeExceptionally(e));
                disconnect();
            }
        }

        private void disconnect() {
            JournalSession open = session;
            session = null;
            if (open != null) {
                try {
                    open.close();
                } catch (JMSException | RuntimeException e) {
                    LOG.debug("closing a broken broker connection", e);
                }
            }
        }
    }
}
