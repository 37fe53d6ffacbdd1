package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.TillbridgeApplication;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** config/application.yaml lists every key of the hub with its default, and only those. */
class ConfigurationTest {

    /** Read by placeholder, not by a record; and one that has no default to show. */
    private static final Set<String> PLACEHOLDERS = Set.of("tillbridge.port", "tillbridge.routes");

    private static final Set<String> WITHOUT_DEFAULT = Set.of("tillbridge.broker.listen");

    @Test
    void everyKeyOfTheHubIsInTheFile() throws IOException, ClassNotFoundException {
        Set<String> expected = new TreeSet<>(keysOfRecords());
        expected.removeAll(WITHOUT_DEFAULT);
        expected.addAll(PLACEHOLDERS);

        assertThat(keysOfFile()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theFileSaysTheDefaults() throws ReflectiveOperationException, IOException {
        Binder file = new Binder(ConfigurationPropertySources.from(sources()));
        Binder nothing = new Binder();

        for (Class<?> type : records()) {
            Object said = file.bindOrCreate(prefix(type), Bindable.of(type));
            Object standard = nothing.bindOrCreate(prefix(type), Bindable.of(type));
            for (RecordComponent component : type.getRecordComponents()) {
                assertThat(value(component, said)).as(key(type, component)).isEqualTo(value(component, standard));
            }
        }
    }

    /** An empty text in the file is how one says that there is none. */
    private static Object value(RecordComponent component, Object settings) throws ReflectiveOperationException {
        component.getAccessor().setAccessible(true);
        return Objects.requireNonNullElse(component.getAccessor().invoke(settings), "");
    }

    private static List<PropertySource<?>> sources() throws IOException {
        return new YamlPropertySourceLoader()
                .load("configuration", new ClassPathResource("home/config/application.yaml"));
    }

    private static Set<String> keysOfFile() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (PropertySource<?> source : sources()) {
            Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames())
                    .filter(name -> name.startsWith("tillbridge."))
                    .forEach(keys::add);
        }
        return keys;
    }

    private static Set<String> keysOfRecords() throws ClassNotFoundException {
        return records().stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents()).map(component -> key(type, component)))
                .collect(Collectors.toSet());
    }

    private static List<Class<?>> records() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> records = new ArrayList<>();
        for (BeanDefinition found : scanner.findCandidateComponents(TillbridgeApplication.class.getPackageName())) {
            records.add(Class.forName(found.getBeanClassName()));
        }
        return records;
    }

    private static String prefix(Class<?> type) {
        return type.getAnnotation(ConfigurationProperties.class).value();
    }

    private static String key(Class<?> type, RecordComponent component) {
        return prefix(type) + "." + kebab(component.getName());
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
