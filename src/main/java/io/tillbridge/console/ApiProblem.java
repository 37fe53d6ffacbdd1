package io.tillbridge.console;

import java.io.Serial;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;

/** A request that cannot be answered as asked; becomes an RFC 9457 problem whose type is stable per code. */
final class ApiProblem extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final transient Map<String, Object> members = new TreeMap<>();

    ApiProblem(HttpStatus status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    static ApiProblem badRequest(String code, String detail) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, code, detail);
    }

    static ApiProblem notFound(String code, String detail) {
        return new ApiProblem(HttpStatus.NOT_FOUND, code, detail);
    }

    static ApiProblem conflict(String code, String detail) {
        return new ApiProblem(HttpStatus.CONFLICT, code, detail);
    }

    /** The same with a further member. */
    ApiProblem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    Map<String, Object> members() {
        return members;
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }
}
