package io.tillbridge.intake;

import java.util.concurrent.Semaphore;

/**
 * Counts those who fetch for one turn. The first needs nobody's leave, so that no connection waits for another; every
 * further one takes a permit that all turns share. Thread-safe.
 */
final class FetchWorkers {

    private final Semaphore further;
    private int working;
    private boolean asked;
    private boolean resting;

    FetchWorkers(Semaphore further) {
        this.further = further;
    }

    /**
     * One more may begin.
     *
     * @param most that may work at once
     * @return false when there are enough, or no permit is left, or a rest is not over; those who work will then look once
     *     more before they leave
     */
    synchronized boolean join(int most) {
        if (resting) {
            return false;
        }
        if (working >= most || (working > 0 && !further.tryAcquire())) {
            asked = true;
            return false;
        }
        working++;
        return true;
    }

    /** One found nothing due; false when it has to look once more, because fetches became due meanwhile. */
    synchronized boolean leave() {
        if (asked) {
            asked = false;
            return false;
        }
        drop();
        return true;
    }

    /** One ends, whatever is due. */
    synchronized void drop() {
        if (working > 1) {
            further.release();
        }
        working--;
        asked = false;
    }

    /**
     * One ends because no call may be made now; none joins until {@link #wake}.
     *
     * @return true when the caller has to see to it that {@link #wake} is called; false when another does already
     */
    synchronized boolean rest() {
        drop();
        boolean first = !resting;
        resting = true;
        return first;
    }

    synchronized void wake() {
        resting = false;
    }
}
