package io.tillbridge.connector.language;

import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ExportJob;
import io.tillbridge.connector.RequestTemplate;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Reads an export that is asked for, waited for and downloaded. */
final class JobReader {

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration WITHIN = Duration.ofHours(6);
    private static final DataSize LARGEST = DataSize.ofGigabytes(100);

    private JobReader() {}

    /** The job of a poll; null when it has none. */
    static @Nullable ExportJob read(Section source, boolean graphqlClient) {
        Section job = source.optional("job");
        if (job == null) {
            return null;
        }
        Section status = job.required("status", "{get: /exports/$(job.id), done: {...}}");
        Section result = job.required("result", "{url: /POINTER, format: {kind: jsonl}}");
        if (status == null || result == null) {
            job.pointer("id");
            job.close();
            return null;
        }
        RequestTemplate ask = RequestReader.read(status, Roots.JOB, graphqlClient);
        Duration every = status.duration("every", EVERY);
        if (every.compareTo(Duration.ofMillis(1)) < 0) {
            status.placeOf("every").problem("wrong_type", "no pause", "a duration above zero", "write it like PT10S");
        }
        Duration within = status.duration("within", WITHIN);
        Condition done = ConditionReader.required(status, "done");
        Condition failed = ConditionReader.optional(status, "failed");
        status.close();
        Section format = result.required("format", "{kind: jsonl}");
        if (format != null) {
            format.word("kind", ConditionReader.words("jsonl"));
            format.close();
        }
        Set<String> hosts = PagesReader.hosts(result);
        ExportJob read = new ExportJob(
                job.pointer("id"),
                ask,
                every,
                within,
                done,
                failed,
                result.pointer("url"),
                hosts,
                Sizes.bytes(result, "maxBytes", DataSize.ofGigabytes(1), LARGEST));
        result.close();
        job.close();
        return read;
    }
}
