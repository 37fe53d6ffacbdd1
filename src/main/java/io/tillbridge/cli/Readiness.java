package io.tillbridge.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.actuate.health.CompositeHealth;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** What {@code /actuator/health/readiness} says, for those who watch the start. */
final class Readiness {

    private final HealthEndpoint health;

    Readiness(ConfigurableApplicationContext context) {
        this.health = context.getBean(HealthEndpoint.class);
    }

    /** The parts that are not up, such as {@code artemis}; none when the hub is ready. */
    List<String> missing() {
        HealthComponent found = health.healthForPath("readiness");
        return found instanceof CompositeHealth all
                ? all.getComponents().entrySet().stream()
                        .filter(part -> !part.getValue().getStatus().equals(Status.UP))
                        .map(Map.Entry::getKey)
                        .toList()
                : List.of();
    }

    /** Looks once a second, and runs {@code then} once when nothing is missing any more; ends with the process. */
    void whenNothingIsMissing(Runnable then) {
        ScheduledExecutorService look = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "readiness");
            thread.setDaemon(true);
            return thread;
        });
        var unused = look.scheduleWithFixedDelay(
                () -> {
                    if (missing().isEmpty()) {
                        look.shutdown();
                        then.run();
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
    }
}
