package io.tillbridge.console;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns every failure of a request into a problem document; what nobody foresaw is logged and shows nothing inside. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE) // before Spring's own, whose problems have no type
final class ProblemAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ApiProblem problem) {
        ProblemDetail document = ProblemDocuments.of(problem.status(), problem.code(), problem.getMessage());
        problem.members().forEach(document::setProperty);
        return answer(HttpHeaders.EMPTY, document);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException e) {
        return refused(BodyProblem.of(e.getCause()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mistyped(MethodArgumentTypeMismatchException e) {
        String expected = UUID.class.equals(e.getRequiredType()) ? "a UUID" : "a whole number";
        return refused(ApiProblem.badRequest(
                "invalid_parameter", "'" + e.getName() + "' is '" + e.getValue() + "'; expected " + expected));
    }

    /** The database is away or too slow: nothing was changed, so the same request may be sent again. */
    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class,
        QueryTimeoutException.class
    })
    ResponseEntity<ProblemDetail> away(Exception e) {
        LOG.warn("api.unavailable cause={}", String.valueOf(e.getMessage()));
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "5");
        return answer(
                headers,
                ProblemDocuments.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "database_unavailable",
                        "PostgreSQL did not answer in time; nothing was changed, send the request again"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> nothingThere(NoResourceFoundException e) {
        return answer(
                HttpHeaders.EMPTY,
                ProblemDocuments.of(
                        HttpStatus.NOT_FOUND,
                        "not_found",
                        "there is no resource /" + e.getResourcePath() + "; /api/openapi lists all of them"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> other(Exception e) {
        if (e instanceof ErrorResponse known) {
            return answer(
                    known.getHeaders(),
                    ProblemDocuments.of(
                            known.getStatusCode(),
                            ProblemDocuments.codeOf(known.getStatusCode()),
                            known.getBody().getDetail()));
        }
        if (unavailable(e)) {
            return away(e);
        }
        LOG.error("api.failed", e);
        return answer(
                HttpHeaders.EMPTY,
                ProblemDocuments.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal_error",
                        "the hub failed to answer; its log says why at this time"));
    }

    /** SQLSTATE 08 connection, 53 resources, 57P shutdown, wherever in the causes. */
    private static boolean unavailable(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = String.valueOf(sql.getSQLState());
                return sql instanceof SQLTransientException
                        || state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P");
            }
        }
        return false;
    }

    private static ResponseEntity<ProblemDetail> answer(HttpHeaders headers, ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
