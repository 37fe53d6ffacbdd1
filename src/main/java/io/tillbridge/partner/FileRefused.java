package io.tillbridge.partner;

import java.io.IOException;

/** Nothing was read or written: the place or the credentials are not what the configuration says. */
public final class FileRefused extends IOException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Refuses.
     *
     * @param code stable, such as {@code host_key_unknown}
     * @param detail what was found, what was expected and what to do; no secret
     */
    public FileRefused(String code, String detail) {
        super(detail);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
