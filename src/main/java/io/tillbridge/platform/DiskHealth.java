package io.tillbridge.platform;

import java.io.IOException;
import java.nio.file.Files;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Readiness part {@code disk}: up while the data directory's disk has the room that a start needs. */
@Component("disk")
final class DiskHealth implements HealthIndicator {

    private final DataDirectory data;
    private final long minimumFree;

    DiskHealth(DataDirectory data, DataProperties properties) {
        this.data = data;
        this.minimumFree = properties.minimumFree().toBytes();
    }

    @Override
    public Health health() {
        try {
            long free = Files.getFileStore(data.root()).getUsableSpace();
            Health.Builder health = free < minimumFree ? Health.down() : Health.up();
            return health.withDetail("freeBytes", free)
                    .withDetail("neededBytes", minimumFree)
                    .build();
        } catch (IOException e) {
            return Health.down()
                    .withDetail("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
