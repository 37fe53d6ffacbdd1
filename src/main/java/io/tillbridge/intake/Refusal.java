package io.tillbridge.intake;

/** Why a webhook was not accepted: the whole list of answers other than 2xx. Codes and types are stable. */
enum Refusal {
    UNAUTHENTIC(401, "unauthentic", "The request is not signed by the sender of this flow"),
    UNKNOWN_FLOW(404, "unknown_flow", "There is no such connection and flow"),
    TOO_LARGE(413, "too_large", "The body is longer than this flow accepts"),
    WRONG_TYPE(415, "wrong_type", "The content type is not one this flow accepts"),
    SECRET_MISSING(503, "secret_missing", "The hub cannot check who sent this yet; send it again"),
    BODY_MEMORY_FULL(503, "body_memory_full", "Too many large documents arrive at once; send it again"),
    NOT_STORED(503, "not_stored", "The document could not be stored; send it again");

    private final int status;
    private final String code;
    private final String title;

    Refusal(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    /** Problem type (RFC 9457): a stable URI per code, as those of the API. */
    String type() {
        return "https://tillbridge.io/problems/" + code;
    }
}
