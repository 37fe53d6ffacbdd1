package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.TillbridgeApplication;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** config/application.yaml lists every key of the hub, and only those. */
class ConfigurationTest {

    /** Read by placeholder, not by a record; and one that has no default to show. */
    private static final Set<String> PLACEHOLDERS = Set.of("tillbridge.port", "tillbridge.routes");

    private static final Set<String> WITHOUT_DEFAULT = Set.of("tillbridge.broker.listen");

    @Test
    void everyKeyOfTheHubIsInTheFileWithItsDefault() throws IOException, ClassNotFoundException {
        Set<String> expected = new TreeSet<>(keysOfRecords());
        expected.removeAll(WITHOUT_DEFAULT);
        expected.addAll(PLACEHOLDERS);

        assertThat(keysOfFile()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Set<String> keysOfFile() throws IOException {
        List<PropertySource<?>> sources = new YamlPropertySourceLoader()
                .load("configuration", new ClassPathResource("home/config/application.yaml"));
        Set<String> keys = new TreeSet<>();
        for (PropertySource<?> source : sources) {
            Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames())
                    .filter(name -> name.startsWith("tillbridge."))
                    .forEach(keys::add);
        }
        return keys;
    }

    private static Set<String> keysOfRecords() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Set<String> keys = new TreeSet<>();
        for (BeanDefinition found : scanner.findCandidateComponents(TillbridgeApplication.class.getPackageName())) {
            Class<?> type = Class.forName(found.getBeanClassName());
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            for (RecordComponent component : type.getRecordComponents()) {
                keys.add(prefix + "." + kebab(component.getName()));
            }
        }
        return keys;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
