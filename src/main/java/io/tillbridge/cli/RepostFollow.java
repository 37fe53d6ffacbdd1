package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Model.CommandSpec;

/** Waits for a repost on a running hub, with its progress on standard error; not longer than it is told. */
final class RepostFollow {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final HubClient hub;
    private final CommandSpec spec;
    private final Duration most;
    private final Instant until;

    /** @param most how long to wait, for all states together */
    RepostFollow(HubClient hub, CommandSpec spec, Duration most) {
        this.hub = hub;
        this.spec = spec;
        this.most = most;
        this.until = SystemClock.utc().instant().plus(most);
    }

    /** Asks until the run has left a state, or the time is over, or the hub refuses; the last answer. */
    HubClient.Answer whileIn(String state, HubClient.Answer first) {
        HubClient.Answer answer = first;
        String told = "";
        while (answer.fine()) {
            JsonNode run = ExactJson.parse(answer.body());
            if (!run.path("state").asText().equals(state)) {
                break;
            }
            String now = RepostText.progress(run);
            if (!now.equals(told)) {
                spec.commandLine().getErr().println(now);
                spec.commandLine().getErr().flush();
            }
            told = now;
            if (!SystemClock.utc().instant().isBefore(until)) {
                break;
            }
            LockSupport.parkNanos(LOOK_NANOS);
            answer = hub.get("/api/reposts/" + run.path("id").asText());
        }
        return answer;
    }

    /** What the run's state means to a script; says how to go on with one that did not end in time. */
    int exitCode(JsonNode run) {
        String state = run.path("state").asText();
        if (state.equals("previewing") || state.equals("running")) {
            String id = run.path("id").asText();
            spec.commandLine()
                    .getErr()
                    .println("tillbridge: " + RepostText.progress(run) + " after "
                            + most.toString().substring(2).toLowerCase(Locale.ROOT)
                            + "; the hub goes on. How far it is: tillbridge mapping repost show " + id
                            + (state.equals("previewing")
                                    ? "; to repost what it finds: tillbridge mapping repost --confirm " + id
                                    : ""));
            return ExitCode.UNFINISHED;
        }
        if (state.equals("failed") || state.equals("cancelled")) {
            return ExitCode.REFUSED;
        }
        if (run.path("refused").asInt() == 0) {
            return ExitCode.FINE;
        }
        return run.path("refused").equals(run.path("messages")) ? ExitCode.REFUSED : ExitCode.FOUND;
    }
}
