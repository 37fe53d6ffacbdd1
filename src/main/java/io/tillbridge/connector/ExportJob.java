package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An export that the source makes on request and gives as one file.
 *
 * @param id where the answer to the request names the job
 * @param status asks how far it is, with {@code $(job.id)}
 * @param every pause between two such questions
 * @param within after which a job that is not done is given up
 * @param failed a status that ends the run; null when the source has none
 * @param url where the status names the file
 * @param hosts that the URL may lead to beside the client's own; these get no credentials
 * @param maxBytes of the file, unpacked
 */
public record ExportJob(
        JsonPointer id,
        RequestTemplate status,
        Duration every,
        Duration within,
        Condition done,
        @Nullable Condition failed,
        JsonPointer url,
        Set<String> hosts,
        long maxBytes) {

    public ExportJob {
        hosts = Set.copyOf(hosts);
    }
}
