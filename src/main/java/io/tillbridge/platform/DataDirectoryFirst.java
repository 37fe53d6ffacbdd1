package io.tillbridge.platform;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Opens the data directory before anything else is made, so that a directory in use or a full disk is told at once, and
 * by itself.
 */
public final class DataDirectoryFirst implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        DataProperties properties =
                Binder.get(context.getEnvironment()).bindOrCreate("tillbridge", DataProperties.class);
        DataDirectory data = DataDirectory.open(
                properties.data().path(), properties.minimumFree().toBytes());
        context.registerBean(
                "dataDirectory", DataDirectory.class, () -> data, bean -> bean.setDestroyMethodName("close"));
    }
}
