package io.tillbridge.trial;

import java.util.List;

/** A flow that calls a partner, whatever it calls for, as the fault checks drive it. */
interface Caller {

    String flow();

    /** The client it calls through. */
    String client();

    /** The answer to a call that is to work. */
    FakePartner.Behaviour good();

    /** Begins anew: nothing was called, nothing is kept. */
    void reset();

    /** Makes one call, or continues where the last one said. */
    Step step();

    /** What is wrong with what was kept and sent after the fault ended; empty when nothing is. */
    String disorder(List<FakePartner.Call> calls);

    /** What is wrong while the fault lasts: something counts as done; empty when nothing is. */
    String premature();
}
