package io.tillbridge.fuzz;

import java.util.Set;

/**
 * Something that reads bytes from outside.
 *
 * @param name its folder below {@code src/test/resources/fuzz}
 * @param seeds the ends of the names of the files that are changed into inputs, such as {@code .json}
 * @param refusals what it may throw, because its contract says so
 */
record FuzzTarget(String name, Set<String> seeds, Set<Class<? extends Throwable>> refusals, Reading reading) {

    FuzzTarget {
        seeds = Set.copyOf(seeds);
        refusals = Set.copyOf(refusals);
    }

    /** Reads an input to its end. */
    @FunctionalInterface
    interface Reading {
        void of(byte[] input) throws Exception;
    }

    /**
     * Reads an input.
     *
     * @return false when it was refused the way its contract says
     * @throws Throwable anything else: a defect
     */
    boolean read(byte[] input) throws Throwable {
        try {
            reading.of(input);
            return true;
        } catch (Throwable thrown) {
            if (refusals.stream().anyMatch(refusal -> refusal.isInstance(thrown))) {
                return false;
            }
            throw thrown;
        }
    }
}
