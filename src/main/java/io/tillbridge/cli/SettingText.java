package io.tillbridge.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.util.unit.DataSize;

/** A setting that cannot be read as its type, in words. */
final class SettingText {

    private SettingText() {}

    /** {@code tillbridge.posting.batch is abc (System Environment Property "..."), expected a whole number}. */
    static String of(BindException failure) {
        @Nullable ConfigurationProperty property = failure.getProperty();
        String found = property == null
                ? "cannot be read"
                : "is " + property.getValue() + (property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")");
        return failure.getName() + " " + found + ", expected "
                + expected(failure.getTarget().getType().resolve(Object.class));
    }

    private static String expected(Class<?> type) {
        if (type == Duration.class) {
            return "a time such as 500ms, 5s or PT5S";
        }
        if (type == DataSize.class) {
            return "a size such as 64MB";
        }
        boolean number = type == int.class || type == Integer.class || type == long.class;
        return number ? "a whole number" : "a " + type.getSimpleName();
    }
}
