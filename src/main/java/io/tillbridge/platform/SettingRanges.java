package io.tillbridge.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Checks the settings of one record against their ranges, all before the first is told. Not thread-safe. */
public final class SettingRanges {

    /** The greatest number of a TCP port. */
    public static final int LAST_PORT = 65_535;

    private final String prefix;
    private final List<String> outside = new ArrayList<>();

    private SettingRanges(String prefix) {
        this.prefix = prefix;
    }

    /** For settings below a prefix, such as {@code tillbridge.posting}. */
    public static SettingRanges of(String prefix) {
        return new SettingRanges(prefix);
    }

    /** A number from {@code least} to {@code most}, both allowed. */
    public SettingRanges within(String key, long value, long least, long most) {
        return require(value >= least && value <= most, key, value, least + " to " + most);
    }

    /** A TCP port, or 0 for any that is free. */
    public SettingRanges port(String key, int value) {
        return within(key, value, 0, LAST_PORT);
    }

    /** A size of at least {@code least}. */
    public SettingRanges atLeast(String key, DataSize value, DataSize least) {
        return require(value.compareTo(least) >= 0, key, value, "at least " + least);
    }

    /** A time of at least {@code least}. */
    public SettingRanges atLeast(String key, Duration value, Duration least) {
        return require(value.compareTo(least) >= 0, key, value, "at least " + least);
    }

    /** A time longer than none. */
    public SettingRanges positive(String key, Duration value) {
        return require(!value.isNegative() && !value.isZero(), key, value, "more than 0 s");
    }

    /** A time, or none. */
    public SettingRanges notNegative(String key, Duration value) {
        return require(!value.isNegative(), key, value, "0 s or more");
    }

    private SettingRanges require(boolean fine, String key, Object found, String expected) {
        if (!fine) {
            outside.add(prefix + "." + key + " is " + found + ", expected " + expected);
        }
        return this;
    }

    /**
     * Ends the check.
     *
     * @throws StartupFailure {@code setting_invalid}, naming every setting outside its range
     */
    public void refuse() {
        if (!outside.isEmpty()) {
            throw new StartupFailure("setting_invalid", String.join("; ", outside));
        }
    }
}
