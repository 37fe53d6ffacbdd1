package io.tillbridge.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one partner system is reached: where, as whom and how often. */
public sealed interface ClientPlan
        permits HttpClientPlan, FileClientPlan, JdbcClientPlan, JmsClientPlan, KafkaClientPlan {

    /** The client's name within its connector. */
    String name();

    /** How often it may be called; null for no limit. */
    @Nullable
    Budget budget();

    /** For one whole call. */
    Duration timeout();
}
