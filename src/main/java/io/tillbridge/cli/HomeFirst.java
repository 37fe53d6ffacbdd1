package io.tillbridge.cli;

import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.mapping.LoadedMappings;
import io.tillbridge.platform.DataProperties;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.reload.LeftOut;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Reads the home directory before an engine is started, so that all its mistakes are told at once. What was read is what
 * the hub runs: reading it again would double the time.
 */
final class HomeFirst implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        DataProperties settings = Binder.get(context.getEnvironment()).bindOrCreate("tillbridge", DataProperties.class);
        HomeFiles files = settings.files();
        HomeFiles still = files.frozen();
        LoadedHome read = LoadedHome.of(still);
        LeftOut leftOut =
                settings.lenient() ? LeftOut.of(read.connectors(), read.mappings(), read.problems()) : LeftOut.NOTHING;
        ConnectorCatalog.Loaded connectors = read.connectors().without(leftOut.connections());
        LoadedMappings mappings = LoadedMappings.toImport(still, read.mappings(), leftOut.others(read.problems()));
        leftOut.lines().forEach(System.err::println);
        context.registerBean(HomeFiles.class, () -> files);
        context.registerBean(ConnectorCatalog.Loaded.class, () -> connectors);
        context.registerBean(LoadedMappings.class, () -> mappings);
        context.registerBean(LeftOut.class, () -> leftOut);
    }
}
