package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.ExportJob;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.intake.PageStore.Stored;
import io.tillbridge.intake.RunState.JobPlace;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.Download;
import io.tillbridge.partner.HttpPartner;
import io.tillbridge.partner.RequestRenderer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One export: asked for, waited for, downloaded and read. The job's id is stored before anything is waited for, and with
 * each batch of records how many of them are; whoever goes on after a crash goes on with the same job.
 */
final class ExportRun implements PullRun {

    /** How long a download may take. */
    static final Duration DOWNLOAD = Duration.ofMinutes(30);

    private static final int BATCH = 500;

    /** Downloads of one file after which the run ends; the schedule starts another. */
    private static final int PATIENCE = 5;

    private final PollHttpSource source;
    private final ExportJob job;
    private final HttpPartner partner;
    private final PageStore store;
    private final PolledDocuments documents;
    private final PollCursor cursor;
    private final Clock clock;
    private RunState run;
    private @Nullable ExportFile file;
    private JsonNode status = MissingNode.getInstance();
    private int failures;
    private int broken;
    private int fresh;

    ExportRun(
            PollHttpSource source,
            ExportJob job,
            HttpPartner partner,
            PageStore store,
            PolledDocuments documents,
            PollCursor cursor,
            Clock clock) {
        this.source = source;
        this.job = job;
        this.partner = partner;
        this.store = store;
        this.documents = documents;
        this.cursor = cursor;
        this.clock = clock;
        this.run = cursor.run();
    }

    @Override
    public Outcome step() {
        CursorRule.FullRead full = source.cursor().full();
        if (full != null && run.sweeping()) {
            return new FullSweep(full, store, documents, cursor).step(run, fresh);
        }
        JobPlace place = run.job();
        if (place == null) {
            return ask(source.request(), this::begun);
        }
        if (file != null) {
            return read(file, place);
        }
        Instant late = Instant.ofEpochMilli(place.since()).plus(job.within());
        return clock.instant().isAfter(late)
                ? failed("job_timed_out", "the export was not done within " + job.within(), true)
                : ask(job.status(), answer -> told(answer, place));
    }

    private Outcome ask(RequestTemplate request, Function<JsonNode, Outcome> answered) {
        Answer answer =
                partner.call(RequestRenderer.render(partner.plan(), request, cursor.scope(run, null)), failures);
        if (answer instanceof Answer.Ok ok) {
            failures = 0;
            return answered.apply(ok.received().json());
        }
        if (answer instanceof Answer.NotCalled notCalled) {
            return new Continue(notCalled.pause());
        }
        if (answer instanceof Answer.RateLimited limited) {
            return new Continue(limited.pause());
        }
        if (answer instanceof Answer.Refused && run.job() != null) {
            return failed("job_gone", "the source does not know the export any more; the next run asks for one", true);
        }
        failures++;
        return PollAnswers.unsuccessful(answer, failures);
    }

    private Outcome begun(JsonNode answer) {
        String id = answer.at(job.id()).asText();
        if (id.isEmpty()) {
            return failed("job_without_id", "the answer has nothing at " + job.id() + "; correct job.id", false);
        }
        return keep(List.of(), run.with(new JobPlace(id, clock.millis(), 0)), Duration.ZERO);
    }

    private Outcome told(JsonNode answer, JobPlace place) {
        if (job.failed() != null && Conditions.holds(job.failed(), answer)) {
            return failed("job_failed", "the source says that the export failed; the next run asks for another", true);
        }
        if (!Conditions.holds(job.done(), answer)) {
            return new Continue(job.every());
        }
        status = answer;
        return download(answer.at(job.url()).asText(), place);
    }

    private Outcome download(String link, JobPlace place) {
        try {
            if (link.isEmpty()) {
                // Exports of nothing have no file
                return ended(List.of(), run);
            }
            URI url = Links.resolve(URI.create(partner.plan().baseUrl() + "/"), link);
            boolean own = Links.own(partner.plan(), url);
            if (!own && !Links.allowed(partner.plan(), job.hosts(), url)) {
                return failed(
                        "job_link_refused",
                        "the export is at a host that is neither the client's nor one of job.result.hosts",
                        false);
            }
            Path temporary = Files.createTempFile("tillbridge-export", ".jsonl");
            Download.Outcome got = partner.download().to(temporary, url, job.maxBytes(), DOWNLOAD);
            if (!got.code().isEmpty()) {
                Files.deleteIfExists(temporary);
                return again(got.code());
            }
            ExportFile opened = ExportFile.open(temporary, job.maxBytes());
            while (opened.line() < place.line()
                    && !opened.next((int) Math.min(BATCH, place.line() - opened.line()))
                            .isEmpty()) {
                // What is stored already is passed over
            }
            file = opened;
            return new Continue(Duration.ZERO);
        } catch (IllegalArgumentException e) {
            return failed("job_link_refused", "the export's link is no http or https URL", false);
        } catch (IOException e) {
            return again("export_unreadable");
        }
    }

    private Outcome again(String code) {
        broken++;
        return broken < PATIENCE
                ? new Continue(job.every())
                : failed(code, "the export's file could not be fetched and read; the job is kept", false);
    }

    private Outcome read(ExportFile open, JobPlace place) {
        List<AcceptedDocument> accepted = new ArrayList<>();
        List<JsonNode> batch;
        try {
            batch = open.next(BATCH);
            for (JsonNode record : batch) {
                run = run.at(run.place(), cursor.greater(run, record));
                accepted.addAll(documents.of(record));
            }
        } catch (IOException e) {
            return failed("export_unreadable", String.valueOf(e.getMessage()), true);
        } catch (DateTimeException | NumberFormatException e) {
            return cursor.unreadable();
        }
        if (run.generation() != 0 && accepted.stream().anyMatch(document -> document.businessKey() == null)) {
            return PollCursor.noKey();
        }
        RunState next = run.with(new JobPlace(place.id(), place.since(), open.line()));
        return batch.isEmpty() ? ended(accepted, next) : keep(accepted, next, Duration.ZERO);
    }

    private Outcome ended(List<AcceptedDocument> accepted, RunState next) {
        close();
        if (next.generation() != 0) {
            return keep(accepted, next.swept(), Duration.ZERO);
        }
        Stored stored = store.keep(accepted, cursor.after(next, status), 0);
        return stored.failed() != null ? stored.failed() : new Finished(fresh + stored.fresh(), cursor.caughtUp(next));
    }

    private Outcome keep(List<AcceptedDocument> accepted, RunState next, Duration pause) {
        Stored stored = store.keep(accepted, cursor.place(next), next.generation());
        if (stored.failed() != null) {
            return stored.failed();
        }
        run = next;
        fresh += stored.fresh();
        return new Continue(pause);
    }

    private Outcome failed(String code, String detail, boolean over) {
        close();
        if (over) {
            store.keep(List.of(), cursor.anew(), 0);
        }
        return new Failed(code, detail, PollRun.RETRY_LATER);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException gone) {
            // It was only read
        }
        file = null;
    }
}
