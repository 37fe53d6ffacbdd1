package io.tillbridge.connector.language;

import io.tillbridge.platform.HomeFiles;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the settings that a connector's mappings read by {@code $connection.settings.NAME}, so that they do not count as
 * unused. Looks at the text alone: the mappings have their own reader and lint.
 */
final class MappingSettings {

    private static final Pattern READ = Pattern.compile("\\$connection\\.settings\\.([A-Za-z0-9_]+)");

    private MappingSettings() {}

    static void use(HomeFiles home, Set<String> subjects, Reading reading) {
        for (String subject : subjects) {
            for (String file : home.list("mappings/" + subject.replace('.', '/'), ".mapping.yaml")) {
                Matcher setting = READ.matcher(home.text(file));
                while (setting.find()) {
                    reading.use("settings." + setting.group(1));
                }
            }
        }
    }
}
