package io.tillbridge.partner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that a JDBC URL names: behind {@code //} or {@code @}, and as values such as {@code (host=db)} and {@code
 * ;serverName=db}. Pure.
 */
public final class JdbcHosts {

    private static final Pattern IN_PROCESS =
            Pattern.compile("jdbc:(h2:(?!tcp:|ssl:)|hsqldb:(mem|file|res):|derby:(?!//)|sqlite:|duckdb:).*");
    private static final Pattern AUTHORITY = Pattern.compile("//([^/;?]*)");
    private static final Pattern ORACLE = Pattern.compile("@([^/(]+)");
    private static final Pattern FIREBIRD = Pattern.compile("jdbc:firebird(?:sql)?:([^/:]{2,})(?:/[0-9]+)?:.*");
    private static final String NAMES = "\\w*host|server|servername|failoverpartner";
    private static final Pattern NAME = Pattern.compile(NAMES, Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED = Pattern.compile("(?i)[;?&(,]\\s*(?:" + NAMES + ")\\s*=\\s*([^;&),\\s]*)");

    private JdbcHosts() {}

    /**
     * Names and addresses without ports; none when the database is in this process. A URL that names none means this
     * machine.
     *
     * @param url as the driver gets it
     * @param properties beside it, some of which name hosts too
     */
    public static List<String> of(String url, Properties properties) {
        if (IN_PROCESS.matcher(url.toLowerCase(Locale.ROOT)).matches()) {
            return List.of();
        }
        List<String> hosts = new ArrayList<>();
        properties.stringPropertyNames().stream()
                .filter(name -> NAME.matcher(name).matches())
                .forEach(name -> add(hosts, properties.getProperty(name)));
        Matcher named = NAMED.matcher(url);
        while (named.find()) {
            add(hosts, named.group(1));
        }
        Matcher authority = AUTHORITY.matcher(url);
        Matcher oracle = ORACLE.matcher(url);
        Matcher firebird = FIREBIRD.matcher(url);
        if (authority.find()) {
            all(hosts, authority.group(1));
        } else if (firebird.matches()) {
            all(hosts, firebird.group(1));
        } else if (oracle.find()) {
            all(hosts, oracle.group(1));
        }
        return hosts.isEmpty() ? List.of("localhost") : hosts;
    }

    private static void all(Collection<String> hosts, String authority) {
        String list = authority.substring(authority.lastIndexOf('@') + 1);
        if (list.indexOf('(') < 0) {
            for (String host : list.split(",", -1)) {
                add(hosts, host);
            }
        }
    }

    /** Without port, instance and brackets. */
    private static void add(Collection<String> hosts, String host) {
        String name = host.strip();
        if (name.startsWith("[")) {
            name = name.substring(1, Math.max(1, name.indexOf(']')));
        } else {
            name = name.replaceFirst("[:\\\\].*", "");
        }
        if (!name.isEmpty()) {
            hosts.add(name);
        }
    }
}
