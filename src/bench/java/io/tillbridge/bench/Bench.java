package io.tillbridge.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Instant;

/** Runs the benchmark: {@code mvn -q -Pbench verify}. Ends with 1 when something was lost or doubled. */
public final class Bench {

    /** MiB that the heap may hold more after 60,000 further orders of a listing: caches, but no orders. */
    private static final double GROWN = 32;

    private static final String MAPPING = "mapping.json";
    private static final String BOOKS = "books.json";

    /** Most microseconds and bytes that a translation of a two-line order may take. */
    private static final double MOST_MICROS = 60;

    private static final double MOST_BYTES = 60 * 1024;

    private Bench() {}

    /** All parameters are system properties, see {@link BenchSettings}. */
    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        BenchSettings settings = BenchSettings.read();
        if (settings.wants('r')) {
            System.exit(new DiffLine(settings).run() ? 0 : 1);
        }
        if (settings.wants('w')) {
            shadow(settings);
            return;
        }
        if (settings.wants('k')) {
            posting(settings);
            return;
        }
        if (settings.wants('m')) {
            mapping(settings);
            return;
        }
        clear(settings.directory());
        Files.createDirectories(settings.directory());
        if (settings.wants('p')) {
            poll(settings);
            return;
        }
        if (settings.wants('h')) {
            reserve(settings);
            return;
        }
        Report report = new Report(System.out);
        report.phase("Tillbridge benchmark");
        report.put("started_at", Instant.now().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("document_bytes", settings.bytes());
        report.put("client", settings.client());
        report.put("connections", settings.connections());
        report.put("rounds", settings.rounds() + " x " + settings.round());
        new References(settings, report).run();
        if (settings.wants('d')) {
            new IntakeAlone(settings, report).run();
        }
        if (settings.wants('e')) {
            new MainLine(settings, report).run();
        }
        report.phase("ratios");
        report.ratio("end_to_end_per_empty_handler", "end_to_end_rps", "empty_handler_rps");
        report.ratio("end_to_end_per_textbook", "end_to_end_rps", "textbook_rps");
        report.ratio("end_to_end_per_pg_batch_documents", "end_to_end_rps", "pg_batch_documents_per_s");
        report.ratio("intake_per_empty_handler", "intake_rps", "empty_handler_rps");
        // On a machine that others use too, rates are theirs as well; processor seconds are not
        report.ratio("end_to_end_per_empty_handler_by_cpu", "empty_handler_cpu_s_per_1000", "cpu_s_per_1000");
        report.ratio("end_to_end_per_textbook_by_cpu", "textbook_cpu_s_per_1000", "cpu_s_per_1000");
        report.write(settings.directory().resolve("main-line.json"));
        System.exit(report.number("lost") + report.number("doubled") > 0 ? 1 : 0);
    }

    /** The long listing, in a run of its own. */
    private static void poll(BenchSettings settings) throws IOException, SQLException {
        Report report = new Report(System.out);
        new PollLine(settings, report).run();
        report.write(settings.directory().resolve("poll.json"));
        boolean whole = report.number("lost") + report.number("doubled") == 0;
        double grown = report.number("live_heap_mib_at_the_end") - report.number("live_heap_mib_as_it_goes_on");
        System.exit(whole && report.number("first_pages_asked_for") == 1 && grown < GROWN ? 0 : 1);
    }

    /** Reservations beside orders, in a run of their own. */
    private static void reserve(BenchSettings settings) throws IOException, SQLException {
        Report report = new Report(System.out);
        boolean sound = new ReserveLine(settings, report).run();
        report.addTo(settings.directory().resolve(BOOKS));
        System.exit(sound ? 0 : 1);
    }

    /** Posting over catalogues of several sizes, in a run of its own. */
    private static void posting(BenchSettings settings) throws IOException, SQLException {
        Files.createDirectories(settings.directory());
        Report report = new Report(System.out);
        boolean whole = new PostingLine(settings, report).run();
        report.addTo(settings.directory().resolve(BOOKS));
        System.exit(whole ? 0 : 1);
    }

    /** Live traffic beside a shadow run, in a run of its own. */
    private static void shadow(BenchSettings settings) throws IOException, SQLException, InterruptedException {
        Files.createDirectories(settings.directory());
        clear(settings.directory().resolve("shadow-data"));
        Report report = new Report(System.out);
        boolean unharmed = new ShadowLine(settings, report).run();
        report.addTo(settings.directory().resolve(MAPPING));
        System.exit(unharmed ? 0 : 1);
    }

    /** Translating alone, which needs no hub; runs of their own add to the same file. */
    private static void mapping(BenchSettings settings) throws IOException {
        Files.createDirectories(settings.directory());
        Report report = new Report(System.out);
        new MappingLine(settings, report).run();
        report.addTo(settings.directory().resolve(MAPPING));
        boolean fast = report.number("translate_median_us") < MOST_MICROS;
        System.exit(fast && report.number("translate_alloc_bytes") < MOST_BYTES ? 0 : 1);
    }

    /** Removes what an earlier run left, but for the figures that several runs write together. */
    static void clear(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(directory.resolve(MAPPING)) && !file.equals(directory.resolve(BOOKS))) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, java.io.IOException failure) throws IOException {
                if (!folder.equals(directory)) {
                    Files.delete(folder);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
