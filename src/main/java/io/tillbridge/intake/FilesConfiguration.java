package io.tillbridge.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.connector.MappedCodes;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.Refusals;
import io.tillbridge.partner.FileStores;
import io.tillbridge.platform.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires what reads files. */
@Configuration(proxyBeanMethods = false)
class FilesConfiguration {

    @Bean
    SourceAlerts sourceAlerts(JdbcClient jdbc, MeterRegistry meters) {
        SourceAlerts alerts = new SourceAlerts(jdbc);
        Gauge.builder("tillbridge.source.alerts", alerts, SourceAlerts::count)
                .description("files that are missing or cannot be moved")
                .register(meters);
        return alerts;
    }

    @Bean
    ExpectedFiles expectedFiles(
            JdbcClient jdbc,
            SourceAlerts alerts,
            MappedCodes codes,
            Clock clock,
            @Qualifier("intakeClockwork") ScheduledExecutorService clockwork,
            @Qualifier("intakePulls") ExecutorService threads) {
        ExpectedFiles expected = new ExpectedFiles(new SourceFiles(jdbc), alerts, codes, clock);
        var unused = clockwork.scheduleWithFixedDelay(() -> threads.execute(expected::look), 1, 1, TimeUnit.MINUTES);
        return expected;
    }

    @Bean
    SourceAdapter filesAdapter(
            Pulls pulls,
            FileStores stores,
            DataDirectory data,
            PulledDocuments documents,
            Refusals refusals,
            JdbcClient jdbc,
            SourceAlerts alerts,
            ExpectedFiles expected,
            MessageIds ids,
            CardNumberRedaction redaction,
            Clock clock)
            throws IOException {
        Path spool = emptied(data.root().resolve("spool"));
        return new FilesAdapter(
                pulls,
                new FilesIn(
                        stores,
                        spool,
                        documents,
                        refusals,
                        new SourceFiles(jdbc),
                        alerts,
                        new OwedAcknowledgements(jdbc),
                        ids,
                        redaction,
                        clock),
                expected);
    }

    /** Copies that a process which died has left. */
    private static Path emptied(Path spool) throws IOException {
        Files.createDirectories(spool);
        try (Stream<Path> left = Files.list(spool)) {
            for (Path copy : left.toList()) {
                Files.delete(copy);
            }
        }
        return spool;
    }
}
