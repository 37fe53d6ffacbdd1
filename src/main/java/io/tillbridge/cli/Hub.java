package io.tillbridge.cli;

import io.tillbridge.TillbridgeApplication;
import io.tillbridge.demo.DemoLayer;
import io.tillbridge.platform.DataDirectory;
import io.tillbridge.platform.DataDirectoryFirst;
import io.tillbridge.security.ApiToken;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** Starts the hub in this process and says where to look. */
final class Hub {

    private Hub() {}

    /**
     * Starts the hub; when it returns the hub takes requests, and Ctrl-C or SIGTERM stops it cleanly.
     *
     * @param profiles Spring profiles, such as {@code demo}
     * @param properties command-line properties, {@code --name=value}
     * @return {@link ExitCode#FINE} once it takes requests; {@link ExitCode#FOUND} when it did not start, the reason told
     */
    static int start(List<String> profiles, List<String> properties, PrintStream out) {
        long began = System.nanoTime();
        SpringApplication application = new SpringApplication(TillbridgeApplication.class);
        application.setAdditionalProfiles(profiles.toArray(String[]::new));
        application.addInitializers(
                context -> HubSettings.check(context.getEnvironment()),
                context -> requirePort(context.getEnvironment()),
                new DataDirectoryFirst());
        if (profiles.contains("demo")) {
            application.addInitializers(new DemoLayer());
        }
        // After the demo's layer, and before any engine
        application.addInitializers(new HomeFirst());
        ConfigurableApplicationContext context;
        try {
            context = application.run(properties.toArray(String[]::new));
        } catch (RuntimeException e) {
            if (!StartupReporter.knows(e)) {
                System.err.println("tillbridge: the hub did not start; the reason is told above.");
            }
            return ExitCode.FOUND;
        }
        say(context, began, out);
        return ExitCode.FINE;
    }

    private static void requirePort(ConfigurableEnvironment environment) {
        HttpPort.requireFree(environment.getProperty("server.port", Integer.class, 8080));
    }

    private static void say(ConfigurableApplicationContext context, long began, PrintStream out) {
        String url = "http://localhost:" + context.getEnvironment().getProperty("local.server.port", "8080");
        ApiToken token = context.getBean(ApiToken.class);
        DataDirectory data = context.getBean(DataDirectory.class);
        Readiness readiness = new Readiness(context);
        List<String> missing = readiness.missing();
        out.printf(
                "%nTillbridge is %s (%s)%n",
                missing.isEmpty() ? "ready" : "started and waits for " + String.join(", ", missing), since(began));
        out.printf("  Console    %s/%n", url);
        out.printf("  Hooks      %s/hooks/{connection}/{flow}%n", url);
        out.printf("  API        %s/api  with 'Authorization: Bearer TOKEN'%n", url);
        out.printf(
                "  Token      %s%n",
                token.generated()
                        ? token.value().reveal() + "  (shown once; 'tillbridge token' prints it again)"
                        : "'tillbridge token' prints it");
        out.printf("  Health     %s/actuator/health%n", url);
        out.printf("  Data       %s%n", data.root());
        out.printf("  Stop       Ctrl-C%n%n");
        out.flush();
        if (!missing.isEmpty()) {
            readiness.whenNothingIsMissing(() -> out.printf("Tillbridge is ready (%s)%n", since(began)));
        }
    }

    private static String since(long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return took.toSeconds() + "." + took.toMillisPart() / 100 + " s";
    }
}
