package io.tillbridge.rehearsal;

import io.tillbridge.message.RecordedDocument;
import io.tillbridge.message.RecordedDocuments;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * Two versions over the documents on record: one thread reads pages, newest first, and a number of threads translate, at
 * the lowest priority: they give way to what posts, where the system heeds priorities. In memory are a few pages and one tally per thread, whatever the number of documents.
 */
public final class RecordedDiff {

    private static final int PAGE = 500;
    private static final long PAGE_BYTES = 4L << 20;

    private final DataSource database;
    private final Recording recording;
    private final int threads;

    /** With a number of threads that translate. */
    public RecordedDiff(DataSource database, Recording recording, int threads) {
        this.database = database;
        this.recording = recording;
        this.threads = threads;
    }

    /** Hears how far the reading is; called by the reading thread after each page. */
    @FunctionalInterface
    public interface Progress {
        /** Whether to go on. */
        boolean read(long documents, RecordedDocument last);
    }

    /**
     * Compares.
     *
     * @param most documents that are read; the newest
     * @param examples kept per field and cause
     * @throws SQLException of the database; what was counted is lost
     * @throws InterruptedException when the thread was interrupted, or was not to go on; nothing goes on
     */
    public Report run(
            Versions versions, RecordedDocuments.Selection selection, long most, int examples, Progress progress)
            throws SQLException, InterruptedException {
        BlockingQueue<Tally> idle = new ArrayBlockingQueue<>(threads);
        for (int i = 0; i < threads; i++) {
            idle.add(new Tally(examples));
        }
        ExecutorService workers = Executors.newFixedThreadPool(threads, RecordedDiff::worker);
        try {
            read(versions, selection, most, progress, idle, new ExecutorCompletionService<>(workers));
        } finally {
            workers.shutdownNow();
        }
        Tally all = new Tally(examples);
        idle.forEach(tally -> all.add(tally.report()));
        return all.report();
    }

    @SuppressWarnings("ThreadPriorityCheck") // A hint to give way: nothing depends on it
    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "mapping-diff");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    private void read(
            Versions versions,
            RecordedDocuments.Selection selection,
            long most,
            Progress progress,
            BlockingQueue<Tally> idle,
            CompletionService<List<RecordedDocument>> workers)
            throws SQLException, InterruptedException {
        long read = 0;
        int open = 0;
        UUID before = null;
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);
            try {
                while (read < most) {
                    List<RecordedDocument> page = RecordedDocuments.page(
                            connection, selection, before, (int) Math.min(PAGE, most - read), PAGE_BYTES);
                    if (page.isEmpty()) {
                        break;
                    }
                    if (open == 2 * threads) {
                        done(workers.take());
                        open--;
                    }
                    workers.submit(() -> count(versions, page, idle), page);
                    open++;
                    read += page.size();
                    RecordedDocument last = page.get(page.size() - 1);
                    before = last.id();
                    if (!progress.read(read, last)) {
                        throw new InterruptedException("the diff was ended");
                    }
                }
            } finally {
                connection.setReadOnly(false);
            }
        }
        for (; open > 0; open--) {
            done(workers.take());
        }
    }

    private void count(Versions versions, List<RecordedDocument> page, BlockingQueue<Tally> idle) {
        Tally tally = idle.remove();
        for (RecordedDocument document : page) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            count(versions, document, tally);
        }
        idle.add(tally);
    }

    private void count(Versions versions, RecordedDocument document, Tally tally) {
        String id = document.id().toString();
        Recording.Input input = recording.of(document, versions.subject());
        if (input instanceof Recording.Whole whole) {
            versions.compare(id, whole.input(), whole.event(), tally);
        } else if (input instanceof Recording.Untouched untouched) {
            tally.untouched(id, untouched.why());
        } else if (input instanceof Recording.Unreadable unreadable) {
            tally.unreadable(id, unreadable.code());
        }
    }

    private static void done(Future<?> page) throws InterruptedException {
        try {
            page.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a page of documents could not be compared", e.getCause());
        }
    }
}
