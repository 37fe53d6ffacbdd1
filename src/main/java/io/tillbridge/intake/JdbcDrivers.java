package io.tillbridge.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * JDBC drivers: those in the folders, each folder's jars in a class loader that sees nothing of the hub, then those that the
 * hub brings itself. Folders are read once, at the first connection.
 */
final class JdbcDrivers {

    private final List<Path> folders;
    private @Nullable List<Driver> drivers;

    /** Drivers of some folders; one that does not exist holds none. */
    JdbcDrivers(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** No driver takes the URL. */
    static final class DriverMissing extends SQLException {
        private static final long serialVersionUID = 1L;

        DriverMissing(String detail) {
            super(detail);
        }
    }

    /**
     * A new connection.
     *
     * @throws DriverMissing when no driver takes the URL; the message says which kind of URL and where drivers belong
     */
    Connection connect(String url, Properties properties) throws SQLException {
        for (Driver driver : drivers()) {
            Connection connection = driver.acceptsURL(url) ? driver.connect(url, properties) : null;
            if (connection != null) {
                return connection;
            }
        }
        int end = url.indexOf(':', "jdbc:".length());
        throw new DriverMissing("no driver takes " + (end < 0 ? "jdbc:" : url.substring(0, end + 1))
                + "; put its jar into one of " + folders + " and restart");
    }

    private synchronized List<Driver> drivers() {
        List<Driver> known = drivers;
        if (known == null) {
            known = new ArrayList<>();
            for (Path folder : folders) {
                URL[] jars = jars(folder);
                if (jars.length > 0) {
                    // Kept open: a driver loads its classes as it needs them
                    ServiceLoader.load(Driver.class, new URLClassLoader(jars, ClassLoader.getPlatformClassLoader()))
                            .forEach(known::add);
                }
            }
            ServiceLoader.load(Driver.class, JdbcDrivers.class.getClassLoader()).forEach(known::add);
            drivers = known;
        }
        return known;
    }

    private static URL[] jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new URL[0];
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<URL> jars = new ArrayList<>();
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                jars.add(jar.toUri().toURL());
            }
            return jars.toArray(URL[]::new);
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a driver's path in " + folder + " makes no URL", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the drivers in " + folder + " cannot be listed", e);
        }
    }
}
