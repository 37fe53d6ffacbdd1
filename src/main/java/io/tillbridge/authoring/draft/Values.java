package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** What the value of a member tells of its type. */
final class Values {

    private static final long YEAR_2001_IN_MILLIS = 978_307_200_000L;

    private Values() {}

    /** How a row reads a time: {@code type: instant} and the like; empty when the value is none. */
    static Optional<String> time(JsonNode value) {
        String text = value.asText();
        if (value.isIntegralNumber()) {
            return value.asLong() < 900_000_000L
                    ? Optional.empty()
                    : Optional.of(
                            value.asLong() > YEAR_2001_IN_MILLIS
                                    ? "type: instant, via: [parse(epoch_millis)]"
                                    : "type: instant, via: [parse(epoch_seconds)]");
        }
        if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*")) {
            return Optional.empty();
        }
        return Optional.of(
                text.matches(".*([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)") && text.length() > 16
                        ? "type: instant"
                        : "type: local_datetime");
    }

    /** The type of a value that grows with each change; empty when it is none. */
    static Optional<String> version(JsonNode value) {
        if (value.isIntegralNumber()) {
            return Optional.of("int");
        }
        Optional<String> time = time(value).map(row -> row.replace("type: ", ""));
        return time.isPresent() || !date(value) ? time : Optional.of("date");
    }

    /** A cursor's type of a time of change; empty when the value is no time. */
    static Optional<String> changed(JsonNode value) {
        return version(value).filter(type -> !type.equals("int") || time(value).isPresent());
    }

    private static boolean date(JsonNode value) {
        try {
            return value.asText().length() == 10
                    && LocalDate.parse(value.asText()).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Whether a value may be money: a number, a text of digits, or an object with an amount. */
    static boolean money(JsonNode value) {
        return value.isObject()
                ? amount(value).isPresent()
                : value.isNumber() || value.asText().matches("-?[0-9]+([.][0-9]+)?");
    }

    /** Name of the member that holds an object's amount. */
    static Optional<String> amount(JsonNode object) {
        for (String name : new String[] {"amount", "value", "centAmount", "minor", "gross"}) {
            if (money(object.path(name)) && object.path(name).isValueNode()) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Whether a name says that amounts are counted in minor units. */
    static boolean minor(String name) {
        return name.toLowerCase(Locale.ROOT).matches(".*(cent|minor|pence|_in_sub).*");
    }

    static boolean number(JsonNode value) {
        return value.isNumber() || value.asText().matches("-?[0-9]+([.][0-9]+)?");
    }

    static boolean truth(JsonNode value) {
        return value.isBoolean() || value.asText().matches("true|false");
    }
}
