package io.tillbridge.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The demo: five simulated systems beside the hub and a steady trickle of trade once the hub is ready. Its connections
 * must have been written by {@link DemoHome} before the hub read its files.
 */
@Component
@Profile("demo")
public class Demo implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final int TICKS_A_LINE = 15;
    private static final int TICKS_A_SAVE = 30;

    private final DemoProperties properties;
    private final Clock clock;
    private final URI hubUrl;
    private final Path data;
    private final String apiToken;
    private final List<SimulatedSystem> running = new ArrayList<>();

    private @Nullable Play play;

    /** The parts of a running demo. */
    private record Play(
            Retailer.Systems systems,
            Retailer retailer,
            Accounting accounting,
            ScheduledExecutorService ticker,
            AtomicInteger tick) {}

    public Demo(DemoProperties properties, Clock clock, Environment environment) {
        this.properties = properties;
        this.clock = clock;
        this.hubUrl = URI.create("http://127.0.0.1:" + environment.getProperty("server.port", "8080"));
        this.data = Path.of(environment.getProperty("tillbridge.data", "data"));
        this.apiToken = environment.getProperty("tillbridge.api.token", "");
    }

    /** Starts the simulated systems, before the hub delivers to them. */
    @Override
    public synchronized void start() {
        DemoSecrets secrets = DemoHome.secrets(data);
        DemoPorts ports = DemoPorts.from(properties.port());
        Register register = new Register(secrets.posToken());
        OnlineShop shop = new OnlineShop(secrets.shopToken());
        Marketplace marketplace = new Marketplace(secrets.marketplaceToken());
        Warehouse warehouse = new Warehouse(secrets.warehouseToken());
        Accounting accounting = new Accounting(secrets.accountingToken());
        DemoState state = DemoState.read(stateFile());
        state.sales().forEach(register::keep);
        state.orders().forEach(shop::keep);
        shop.remember(state.told().getOrDefault("shop", Map.of()));
        marketplace.remember(state.told().getOrDefault("marketplace", Map.of()));
        warehouse.remember(state.told().getOrDefault("warehouse", Map.of()));
        run("register", ports.pos(), register::answer);
        run("shop", ports.shop(), shop::answer);
        run("marketplace", ports.marketplace(), marketplace::answer);
        run("warehouse", ports.warehouse(), warehouse::answer);
        run("accounting", ports.accounting(), accounting::answer);
        Retailer.Systems systems = new Retailer.Systems(register, shop, marketplace, warehouse);
        Retailer retailer = new Retailer(new Hub(hubUrl, token()), secrets, systems, clock, properties.seed());
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "demo-trade");
            thread.setDaemon(true);
            return thread;
        });
        play = new Play(systems, retailer, accounting, ticker, new AtomicInteger(state.tick()));
    }

    /** Opens the shop when the hub takes requests, then trades. */
    @EventListener(ApplicationReadyEvent.class)
    public synchronized void trade() {
        Play now = play;
        if (now == null) {
            return;
        }
        LOG.info("demo: a register, a shop, a marketplace, a warehouse and an accounting system trade with this hub");
        LOG.info(
                "demo: look at {}/api/availability?sku=DEMO-001, {}/api/stock/DEMO-001/movements, {}/api/messages"
                        + " (header Authorization: Bearer <token>)",
                hubUrl,
                hubUrl,
                hubUrl);
        now.ticker().execute(() -> {
            if (!now.retailer().open()) {
                LOG.warn("demo: the hub did not take all items and cross references; see the line above");
            }
        });
        long every = properties.every().toMillis();
        var unused = now.ticker().scheduleAtFixedRate(() -> tick(now), every, every, TimeUnit.MILLISECONDS);
    }

    /** Stops trading, writes the state and closes the simulated systems. */
    @Override
    public synchronized void stop() {
        Play now = play;
        if (now == null) {
            return;
        }
        now.ticker().shutdownNow();
        try {
            boolean ended = now.ticker().awaitTermination(6, TimeUnit.SECONDS);
            save(now, ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.forEach(SimulatedSystem::close);
        running.clear();
        play = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return play != null;
    }

    private void run(String name, int port, Function<Call, Answer> answers) {
        running.add(SimulatedSystem.start(name, port, answers));
    }

    private void tick(Play now) {
        int tick = now.tick().incrementAndGet();
        try {
            now.retailer().play(tick);
            if (tick % TICKS_A_LINE == 0) {
                LOG.info(
                        "demo: {}; accounting follows {} orders",
                        now.retailer().summary(),
                        now.accounting().orders());
            }
            if (tick % TICKS_A_SAVE == 0) {
                save(now, false);
            }
        } catch (RuntimeException e) {
            LOG.warn("demo: second {} failed", tick, e);
        }
    }

    private void save(Play now, boolean stopped) {
        Retailer.Systems systems = now.systems();
        new DemoState(
                        now.tick().get(),
                        systems.register().sales(),
                        systems.shop().orders(),
                        Map.of(
                                "shop", systems.shop().told(),
                                "marketplace", systems.marketplace().told(),
                                "warehouse", systems.warehouse().told()))
                .write(stateFile(), stopped);
    }

    private Path stateFile() {
        return data.resolve("demo").resolve("state.json");
    }

    private String token() {
        Path file = data.resolve("secrets").resolve("api-token");
        try {
            return apiToken.isEmpty() && Files.exists(file)
                    ? Files.readString(file).strip()
                    : apiToken;
        } catch (IOException e) {
            throw new UncheckedIOException("the demo cannot read " + file, e);
        }
    }
}
