package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DataPropertiesTest {

    private static final Path HERE = Path.of("").toAbsolutePath();

    private static DataProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("tillbridge", DataProperties.class);
    }

    @Test
    void homeAndDataAreInTheCurrentDirectoryWhenNothingIsSaid() {
        DataProperties standard = bound(Map.of());

        assertThat(standard.home().path()).isEqualTo(HERE);
        assertThat(standard.data().path()).isEqualTo(HERE.resolve("data"));
        assertThat(standard.layers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "./", "", "src", "./src/../src/", "../elsewhere", "/etc/tillbridge"})
    void aDirectoryIsRelativeToTheCurrentOne(String text) {
        DataProperties properties = bound(Map.of("tillbridge.home", text, "tillbridge.data", text));

        assertThat(properties.home().path()).isEqualTo(HERE.resolve(text).normalize());
        assertThat(properties.data().path()).isEqualTo(HERE.resolve(text).normalize());
    }

    @Test
    void layersAreSeparatedByCommas() {
        DataProperties properties = bound(Map.of("tillbridge.layers", "config,../upper"));

        assertThat(properties.layers())
                .extracting(Directory::path)
                .containsExactly(
                        HERE.resolve("config"), HERE.resolve("../upper").normalize());
    }
}
