package io.tillbridge.canonical;

import java.util.Locale;

/** For whom a notice is, as {@code canonical/notice.v1} says. */
public enum Audience {
    CUSTOMER,
    STAFF;

    /** As in documents and connectors. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
