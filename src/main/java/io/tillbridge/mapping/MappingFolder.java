package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the files of a mapping lie: {@code mappings/shopify/order/} for {@code shopify.order}. */
public final class MappingFolder {

    /** The end of a version's file. */
    public static final String SUFFIX = ".mapping.yaml";

    private MappingFolder() {}

    /** The folder of a subject, with a slash at its end. */
    public static String of(String subject) {
        return "mappings/" + subject.replace('.', '/') + "/";
    }

    /** How the file of a version begins, such as {@code mappings/shopify/order/V003__}. */
    public static String version(String subject, int version) {
        return of(subject) + String.format(Locale.ROOT, "V%03d__", version);
    }

    /** The file of a version; null when these files have none. */
    public static @Nullable String file(HomeFiles files, String subject, int version) {
        String begin = version(subject, version);
        return files.list(of(subject), SUFFIX).stream()
                .filter(file -> file.startsWith(begin))
                .findFirst()
                .orElse(null);
    }
}
