package io.tillbridge.partner;

/** A client's host may not be connected to, so that nothing was sent. The message says what to do. */
public final class HostRefused extends IllegalStateException {

    /** The code of a failure that it causes. */
    public static final String CODE = "address_refused";

    private static final long serialVersionUID = 1L;

    HostRefused(Exception refused) {
        super(refused.getMessage(), refused);
    }
}
