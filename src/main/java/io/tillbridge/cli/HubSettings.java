package io.tillbridge.cli;

import io.tillbridge.demo.DemoProperties;
import io.tillbridge.intake.IntakeProperties;
import io.tillbridge.mapping.MappingsProperties;
import io.tillbridge.partner.FileProperties;
import io.tillbridge.partner.PartnersProperties;
import io.tillbridge.platform.BrokerProperties;
import io.tillbridge.platform.DataProperties;
import io.tillbridge.platform.DatabaseProperties;
import io.tillbridge.platform.NearestWord;
import io.tillbridge.platform.RetentionProperties;
import io.tillbridge.platform.StartupFailure;
import io.tillbridge.posting.AvailabilityProperties;
import io.tillbridge.posting.PostingProperties;
import io.tillbridge.posting.ReceiptProperties;
import io.tillbridge.reload.ReloadProperties;
import io.tillbridge.reservation.ReservationProperties;
import io.tillbridge.security.ApiProperties;
import io.tillbridge.security.SecretsProperties;
import io.tillbridge.verification.VerificationProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Checks all settings under {@code tillbridge.} before anything is started. */
final class HubSettings {

    private static final String PREFIX = "tillbridge.";

    private static final List<Class<?>> RECORDS = List.of(
            DataProperties.class,
            DatabaseProperties.class,
            BrokerProperties.class,
            ApiProperties.class,
            IntakeProperties.class,
            PartnersProperties.class,
            PostingProperties.class,
            RetentionProperties.class,
            MappingsProperties.class,
            SecretsProperties.class,
            ReloadProperties.class,
            ReservationProperties.class,
            VerificationProperties.class,
            ReceiptProperties.class,
            AvailabilityProperties.class,
            FileProperties.class,
            DemoProperties.class);

    /** Read by placeholder, not by a record. */
    private static final List<String> PLACEHOLDERS = List.of("tillbridge.port", "tillbridge.routes");

    private HubSettings() {}

    /** Every key there is. */
    static List<String> keys() {
        Stream<String> ofRecords = RECORDS.stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents())
                        .map(component ->
                                prefix(type) + "." + DataObjectPropertyName.toDashedForm(component.getName())));
        return Stream.concat(ofRecords, PLACEHOLDERS.stream()).sorted().toList();
    }

    /** What is wrong with a key, {@code --} left off: it is below {@code tillbridge.} and nothing reads it. */
    static Optional<String> unknown(String key) {
        if (!key.startsWith(PREFIX)) {
            return Optional.empty();
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
        while (name.isLastElementIndexed()) {
            name = name.getParent();
        }
        if (keys().stream().map(ConfigurationPropertyName::of).anyMatch(name::equals)) {
            return Optional.empty();
        }
        @Nullable String near = NearestWord.of(name.toString(), keys());
        return Optional.of("setting " + key + " is unknown; "
                + (near == null ? "config/application.yaml lists all there are" : "did you mean " + near + "?"));
    }

    /**
     * Passes if every setting of the hub's files has a known key, and every value its type and range.
     *
     * @throws StartupFailure {@code setting_unknown}, or {@code setting_invalid} with all of them; or the code that a
     *     record gives
     */
    static void check(ConfigurableEnvironment environment) {
        List<String> unknown = environment.getPropertySources().stream()
                .flatMap(HubSettings::names)
                .flatMap(key -> unknown(key).stream())
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw new StartupFailure("setting_unknown", "The hub did not start: " + String.join("; ", unknown));
        }
        List<String> invalid = new ArrayList<>();
        Binder binder = Binder.get(environment);
        RECORDS.forEach(type -> check(() -> binder.bindOrCreate(prefix(type), Bindable.of(type)), invalid));
        check(
                () -> HttpPort.requireInRange(
                        binder.bind("server.port", Integer.class).orElse(8080)),
                invalid);
        if (!invalid.isEmpty()) {
            throw new StartupFailure(
                    "setting_invalid", "The hub did not start: " + String.join("; ", invalid) + "; correct it.");
        }
    }

    private static void check(Runnable bind, List<String> invalid) {
        try {
            bind.run();
        } catch (BindException e) {
            @Nullable StartupFailure said = StartupFailure.in(e);
            if (said != null && !said.code().equals("setting_invalid")) {
                throw said;
            }
            invalid.add(said != null ? String.valueOf(said.getMessage()) : SettingText.of(e));
        } catch (StartupFailure e) {
            invalid.add(String.valueOf(e.getMessage()));
        }
    }

    /** Keys that people wrote; the environment is full of names that only look like ours. */
    private static Stream<String> names(PropertySource<?> source) {
        return source instanceof EnumerablePropertySource<?> listed
                        && !source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
                        && !source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
                ? Arrays.stream(listed.getPropertyNames())
                : Stream.empty();
    }

    private static String prefix(Class<?> type) {
        return type.getAnnotation(ConfigurationProperties.class).value();
    }
}
