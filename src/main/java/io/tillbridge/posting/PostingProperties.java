package io.tillbridge.posting;

import io.tillbridge.platform.SettingRanges;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How posting works, under {@code tillbridge.posting}.
 *
 * @param batch documents in one transaction at most
 * @param batchBytes source documents in one transaction at most, together; a greater one is posted alone
 * @param gather the least time between two batches of a worker: one that rested longer posts what comes at once, a busy one
 *     gathers meanwhile, because a batch costs more than a document
 * @param besideDesk how long a batch may hold its locks while reservations are asked for; it takes fewer documents then
 * @param workers batches from the journal under way at once; what is ready in the message table has one worker more
 * @param holdFor how long a message waits for what it misses before it becomes a dead letter
 * @param lease how long a claimed document belongs to its worker
 * @param releaseEvery how often held messages are compared with what is there now, beside the release at once
 * @param pause how long posting waits when the database is away before it tries again
 */
@ConfigurationProperties("tillbridge.posting")
public record PostingProperties(
        @DefaultValue("300") int batch,
        @DefaultValue("16MB") DataSize batchBytes,
        @DefaultValue("20ms") Duration gather,
        @DefaultValue("20ms") Duration besideDesk,
        @DefaultValue("2") int workers,
        @DefaultValue("7d") Duration holdFor,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("5s") Duration releaseEvery,
        @DefaultValue("1s") Duration pause) {

    public PostingProperties {
        SettingRanges.of("tillbridge.posting")
                .within("batch", batch, 1, 10_000)
                .atLeast("batch-bytes", batchBytes, DataSize.ofBytes(1))
                .notNegative("gather", gather)
                .positive("beside-desk", besideDesk)
                .within("workers", workers, 1, 64)
                .positive("hold-for", holdFor)
                .positive("lease", lease)
                .positive("release-every", releaseEvery)
                .positive("pause", pause)
                .refuse();
    }
}
