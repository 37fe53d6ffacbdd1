package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import java.util.ArrayList;
import java.util.List;

/** Told after a batch's commit: on what topics connections were heard, and of which registers. */
record TopicsHeard(List<Topic> topics) {

    TopicsHeard {
        topics = List.copyOf(topics);
    }

    /**
     * One document.
     *
     * @param event what it says
     * @param register empty when it names none, or could not be translated
     * @param location the register's; empty as well
     */
    record Topic(String connection, EventType event, String register, String location) {}

    /** Repeats say nothing new. */
    static TopicsHeard of(List<Work> works) {
        List<Topic> topics = new ArrayList<>(works.size());
        for (Work work : works) {
            boolean repeat = work.verdict instanceof Verdict.Skipped skipped
                    && skipped.reason().equals("repeat");
            if (work.route != null && !repeat) {
                topics.add(new Topic(
                        work.route.plan().id(), work.route.event(), cell(work, "register"), cell(work, "location")));
            }
        }
        return new TopicsHeard(topics);
    }

    private static String cell(Work work, String name) {
        return work.translated == null ? "" : work.translated.body().path(name).asText("");
    }
}
