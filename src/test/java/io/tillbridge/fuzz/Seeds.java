package io.tillbridge.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that inputs are made of: those kept for a target, among them each input that once broke it, the samples and
 * files of the shipped home, and real payloads where their folder is there.
 */
final class Seeds {

    static final Path KEPT = Path.of("src/test/resources/fuzz");

    private static final long LONGEST = 128 * 1024;
    private static final List<Path> EVERYWHERE = List.of(
            Path.of("mappings"),
            Path.of("config"),
            Path.of("src/test/resources/connector"),
            Path.of("../shared/fixtures"));

    private Seeds() {}

    /** Kept ones first. */
    static List<byte[]> of(FuzzTarget target) {
        List<byte[]> seeds = new ArrayList<>(kept(target));
        for (Path folder : EVERYWHERE) {
            files(folder).stream()
                    .filter(file -> target.seeds().stream().anyMatch(file.toString()::endsWith))
                    .map(Seeds::bytes)
                    .forEach(seeds::add);
        }
        return seeds;
    }

    static List<byte[]> kept(FuzzTarget target) {
        return files(KEPT.resolve(target.name())).stream().map(Seeds::bytes).toList();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(Seeds::small)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean small(Path file) {
        try {
            return Files.size(file) <= LONGEST;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
