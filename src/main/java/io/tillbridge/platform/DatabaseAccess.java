package io.tillbridge.platform;

import java.util.Properties;

/**
 * How to reach a PostgreSQL database.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 */
public record DatabaseAccess(String url, String user, String password) {

    /**
     * What every connection of the hub is opened with. Without the server's detail and its context an exception may be
     * logged: they quote rows.
     */
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    /** The URL without its query, which may hold a password. */
    String shownUrl() {
        return ShownUrl.of(url);
    }

    /** Without any password. */
    @Override
    public String toString() {
        return "DatabaseAccess[url=" + shownUrl() + ", user=" + user + "]";
    }
}
