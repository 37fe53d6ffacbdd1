package io.tillbridge.reload;

/** Reloads of this node, as those who ask for them see them. */
public interface Reloads {

    /** What became of the newest reload that found something; of the start before the first. */
    ReloadOutcome last();

    /**
     * Reads all files and runs what they say, or changes nothing.
     *
     * @param by who asks
     * @return why not, when they cannot be run; never throws for what files, routes or an absent database can do
     */
    ReloadOutcome run(String by);
}
