package io.tillbridge.cli;

import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.mapping.LoadedMappings;
import io.tillbridge.platform.DataProperties;
import io.tillbridge.platform.HomeFiles;
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
        HomeFiles files = Binder.get(context.getEnvironment())
                .bindOrCreate("tillbridge", DataProperties.class)
                .files();
        HomeFiles still = files.frozen();
        LoadedHome home = LoadedHome.of(still);
        home.refuse();
        context.registerBean(HomeFiles.class, () -> files);
        context.registerBean(ConnectorCatalog.Loaded.class, home::connectors);
        context.registerBean(LoadedMappings.class, () -> new LoadedMappings(still, home.mappings()));
    }
}
