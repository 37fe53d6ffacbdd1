package io.tillbridge.connector.language;

import org.springframework.util.unit.DataSize;

/** Reads sizes such as {@code 512KB}, {@code 10MB} or plain bytes. */
final class Sizes {

    private Sizes() {}

    /** The size in bytes; what stands in for it when it is absent, wrong, below one byte or above the most. */
    static long bytes(Section section, String key, DataSize otherwise, DataSize most) {
        String text = section.optionalText(key);
        if (text == null) {
            return otherwise.toBytes();
        }
        try {
            DataSize size = DataSize.parse(text);
            if (size.toBytes() > 0 && size.compareTo(most) <= 0) {
                return size.toBytes();
            }
        } catch (IllegalArgumentException e) {
            // reported below, as one out of bounds is
        }
        section.placeOf(key)
                .problem(
                        "wrong_type",
                        "'" + text + "'",
                        "a size up to " + most.toMegabytes() + "MB",
                        "write it like 512KB or 10MB");
        return otherwise.toBytes();
    }
}
