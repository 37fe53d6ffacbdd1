package io.tillbridge.posting;

import io.tillbridge.message.ReadyDocument;
import java.util.List;

/** Where a worker takes batches from. Used by one thread. */
interface Port extends AutoCloseable {

    /**
     * The next batch, waiting briefly for one.
     *
     * @return empty when nothing came
     * @throws Exception when the port's engine is away; the port is then closed and opened again later
     */
    List<ReadyDocument> take() throws Exception;

    /** The batch was posted: it is not offered again. */
    void posted() throws Exception;

    /** The batch was not posted: it stays where it is and is offered again. */
    void returned() throws Exception;

    @Override
    void close();
}
