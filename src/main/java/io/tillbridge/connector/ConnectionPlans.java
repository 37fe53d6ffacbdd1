package io.tillbridge.connector;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The running generation of every connection; replaced as a whole, so a caller keeps what it got for one unit of work. */
public interface ConnectionPlans {

    /** The connection's plan, or null when there is no such connection. */
    @Nullable
    ConnectionPlan find(String connection);

    Collection<ConnectionPlan> all();

    /** Number of the connection's running generation, from 1. */
    int generation(String connection);
}
