package io.tillbridge.intake;

import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.Source;

/** Folders and SFTP servers: gives the flow its schedule, and watches for the files that are expected. */
final class FilesAdapter implements SourceAdapter {

    private final Pulls pulls;
    private final FilesIn files;
    private final ExpectedFiles expected;

    FilesAdapter(Pulls pulls, FilesIn files, ExpectedFiles expected) {
        this.pulls = pulls;
        this.files = files;
        this.expected = expected;
    }

    @Override
    public String template() {
        return "files-in";
    }

    @Override
    public boolean serves(Source source) {
        return source instanceof FilesSource;
    }

    @Override
    public void open(RunningFlow flow) {
        FilesSource source = (FilesSource) flow.flow().source();
        if (source.daily() != null) {
            expected.watch(flow, source.daily());
        }
        pulls.put(files.of(flow, source));
    }

    @Override
    public void closing(String planId) {
        expected.forget(planId);
        pulls.remove(planId);
    }
}
