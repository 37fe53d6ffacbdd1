package io.tillbridge.demo;

import io.tillbridge.platform.SystemClock;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Lays the demo's connections over the home directory before the hub reads its files. */
public final class DemoLayer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        Path layer = DemoHome.write(
                Path.of(environment.getProperty("tillbridge.data", "data")),
                URI.create("http://127.0.0.1:" + environment.getProperty("server.port", "8080")),
                DemoPorts.from(environment.getProperty("tillbridge.demo.port", Integer.class, 18101)),
                SystemClock.utc().instant());
        String reached = environment.getProperty("tillbridge.partners.private-addresses", "");
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "demo",
                        Map.of(
                                "tillbridge.layers",
                                layer.toString(),
                                "tillbridge.partners.private-addresses",
                                // The simulated systems are on this machine
                                reached.isBlank() ? "127.0.0.1" : reached + ",127.0.0.1")));
    }
}
