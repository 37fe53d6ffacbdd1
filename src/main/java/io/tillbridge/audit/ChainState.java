package io.tillbridge.audit;

/** What reading the whole audit log from its first entry showed. */
public sealed interface ChainState {

    /**
     * Every entry follows from the one before.
     *
     * @param entries how many there are; comparing it with an earlier reading shows entries cut off at the end
     * @param head hash of the last entry in hexadecimal, to be kept elsewhere for the same purpose
     */
    record Intact(long entries, String head) implements ChainState {}

    /**
     * An entry was altered, removed or put in.
     *
     * @param sequence the first entry that does not follow
     * @param found what is wrong with it
     */
    record Broken(long sequence, String found) implements ChainState {}
}
