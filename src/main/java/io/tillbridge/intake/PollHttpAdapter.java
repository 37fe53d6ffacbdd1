package io.tillbridge.intake;

import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.Source;

/** Polls of HTTP APIs: gives the flow its schedule. */
final class PollHttpAdapter implements SourceAdapter {

    private final Pulls pulls;
    private final PollHttp polls;

    PollHttpAdapter(Pulls pulls, PollHttp polls) {
        this.pulls = pulls;
        this.polls = polls;
    }

    @Override
    public String template() {
        return "poll-http";
    }

    @Override
    public boolean serves(Source source) {
        return source instanceof PollHttpSource;
    }

    @Override
    public void open(RunningFlow flow) {
        pulls.put(polls.of(flow, (PollHttpSource) flow.flow().source()));
    }

    @Override
    public void closing(String planId) {
        pulls.remove(planId);
    }
}
