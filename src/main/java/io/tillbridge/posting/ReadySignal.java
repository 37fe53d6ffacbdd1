package io.tillbridge.posting;

import io.tillbridge.message.DocumentsReady;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Wakes the ready port of this node when a message became ready here; other nodes see it at their next look. */
@Component
public final class ReadySignal {

    private final Semaphore permits = new Semaphore(0);

    @EventListener
    void onDocumentsReady(DocumentsReady event) {
        ready();
    }

    /** To be called after the commit that made messages ready. */
    public void ready() {
        if (permits.availablePermits() == 0) {
            permits.release();
        }
    }

    /** Waits until {@link #ready()} was called or the time is over. */
    void await(Duration longest) throws InterruptedException {
        if (permits.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            permits.drainPermits();
        }
    }
}
