package io.tillbridge.journeys;

import io.tillbridge.platform.DataDirectory;
import io.tillbridge.platform.LocalPostgres;
import io.tillbridge.platform.SharedPrograms;
import io.tillbridge.support.FastDisk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives journeys the one hub of this JVM, and the PostgreSQL it works on, which a test may stop and start. They are
 * started by the first journey and stopped after the last.
 */
final class RunningHub implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Hub.class || type == Postgres.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RunningHub.class))
                .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
        return parameter.getParameter().getType() == Hub.class ? shared.hub : shared.postgres;
    }

    /** The server the hub was given by URL. */
    static final class Postgres {

        private final DataDirectory data;
        private volatile LocalPostgres server;

        private Postgres(Path directory) {
            SharedPrograms.into(directory);
            this.data = DataDirectory.open(directory, 0);
            this.server = LocalPostgres.start(data, 0, 60);
        }

        LocalPostgres server() {
            return server;
        }

        void stop() {
            server.close();
        }

        /** Starts it again on its data and its port. */
        void start() {
            String url = server.access().url();
            int port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1, url.lastIndexOf('/')));
            server = LocalPostgres.start(data, port, 60);
        }
    }

    private record Shared(Hub hub, Postgres postgres) implements ExtensionContext.Store.CloseableResource {

        static Shared start() {
            Path directory = FastDisk.directory("journeys");
            Postgres postgres = new Postgres(directory.resolve("database"));
            Hub hub = Hub.on(
                    directory,
                    () -> postgres.server().access(),
                    List.of(
                            "--tillbridge.database.url="
                                    + postgres.server().access().url(),
                            "--tillbridge.database.user="
                                    + postgres.server().access().user(),
                            "--tillbridge.database.password="
                                    + postgres.server().access().password()));
            return new Shared(hub.start(), postgres);
        }

        @Override
        public void close() {
            hub.close();
            postgres.stop();
            postgres.data.close();
        }
    }
}
