package io.tillbridge.reload;

import io.tillbridge.platform.DataProperties;
import io.tillbridge.platform.Directory;
import io.tillbridge.platform.HomeFiles;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Looks at the content of all files of home and layers, whatever a file system tells of their times, and reloads what did
 * not change between two looks: a file that is being written is left alone. Each node looks for itself.
 */
final class HomeWatch implements ApplicationListener<ApplicationStartedEvent>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HomeWatch.class);

    private final DataProperties directories;
    private final ReloadProperties properties;
    private final Reload reload;

    /** Its own, because a reload waits for what drains. */
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(HomeWatch::thread);

    private Map<String, String> seen = Map.of();
    private Map<String, String> settled = Map.of();

    HomeWatch(DataProperties directories, ReloadProperties properties, Reload reload) {
        this.directories = directories;
        this.properties = properties;
        this.reload = reload;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        long every = properties.every().toMillis();
        if (every > 0) {
            var unused = thread.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "reload");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** One look; never throws, which would end the looking. */
    void look() {
        try {
            Map<String, String> now = hashes();
            boolean still = now.equals(seen);
            seen = now;
            if (still && !now.equals(settled) && !reload.run("files").again()) {
                settled = now;
            }
            reload.tidy();
        } catch (Throwable e) {
            LOG.warn("reload.not_looked cause={}", e.toString());
        }
    }

    private Map<String, String> hashes() {
        Map<String, String> hashes = new TreeMap<>();
        add(0, directories.home(), hashes);
        int layer = 1;
        for (Directory directory : directories.layers()) {
            add(layer++, directory, hashes);
        }
        return hashes;
    }

    private static void add(int layer, Directory directory, Map<String, String> hashes) {
        HomeFiles.only(directory.path()).hashes().forEach((name, hash) -> hashes.put(layer + ":" + name, hash));
    }
}
