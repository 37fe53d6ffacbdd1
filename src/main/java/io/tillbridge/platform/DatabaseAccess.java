package io.tillbridge.platform;

/**
 * How to reach a PostgreSQL database.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host:port/database}
 */
public record DatabaseAccess(String url, String user, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseAccess[url=" + url + ", user=" + user + "]";
    }
}
