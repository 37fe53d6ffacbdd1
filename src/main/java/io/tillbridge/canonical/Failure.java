package io.tillbridge.canonical;

import java.util.Locale;

/**
 * Why a message or a delivery could not go on.
 *
 * @param stage the stage that gave up
 * @param code stable and lower case with underscores, such as {@code scale_exceeded}; tools and groups rely on it
 * @param category who must act
 * @param at where: a canonical path, a source pointer, a lane, or empty
 * @param detail what was found, what was expected and what to do, in one sentence, free of secrets and payload text
 */
public record Failure(Stage stage, String code, Category category, String at, String detail) {

    /** The stages a message passes; data flows from the first to the last. */
    public enum Stage {
        ACCEPT,
        FETCH,
        TRANSLATE,
        POST,
        DELIVER;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The four classes of failure, which never share a queue view or an alert. */
    public enum Category {
        /** The partner is away; its return mends it. */
        PARTNER_UNAVAILABLE("partner"),
        /** The data between us and a partner: it refuses ours, or what it sent cannot be right. */
        PARTNER_REFUSED("integrator"),
        /** The mapping, its tables or the master data lack something; adding it mends it. */
        MISSING_REFERENCE("integrator"),
        /** The hub itself. */
        OUR_DEFECT("developer");

        private final String owner;

        Category(String owner) {
            this.owner = owner;
        }

        /** The role that is asked to act first. */
        public String owner() {
            return owner;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
