package io.tillbridge.connector;

/** How a client proves who it is. Secret values are looked up when a call is made and never kept in a plan. */
public sealed interface Auth {

    record None() implements Auth {}

    /** A key in a header or a query parameter. */
    record ApiKey(Place in, String name, Template value) implements Auth {
        public enum Place {
            HEADER,
            QUERY
        }
    }

    record Basic(Template user, Template password) implements Auth {}

    record Bearer(Template token) implements Auth {}
}
