package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.verification.BooksVerification;
import io.tillbridge.verification.CheckResult;
import io.tillbridge.verification.Finding;
import java.sql.SQLException;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the books keep their laws, looked at now. */
@RestController
final class BooksVerifyApi {

    private final BooksVerification verification;

    BooksVerifyApi(BooksVerification verification) {
        this.verification = verification;
    }

    /**
     * A figure that breaks a law.
     *
     * @param expected what follows from the rows that make it, {@code found} what the books hold; decimals
     */
    record FindingAnswer(String key, String expected, String found) {

        static FindingAnswer of(Finding finding) {
            return new FindingAnswer(finding.key(), finding.expected(), finding.found());
        }
    }

    /**
     * What one check found.
     *
     * @param findings how many figures break the law, of which the first are {@code items}
     */
    record CheckAnswer(String check, int ranges, long findings, List<FindingAnswer> items) {

        static CheckAnswer of(CheckResult result) {
            return new CheckAnswer(
                    result.check(),
                    result.ranges(),
                    result.findings(),
                    result.listed().stream().map(FindingAnswer::of).toList());
        }
    }

    /** All checks; {@code sound} when none found anything. */
    record VerifyAnswer(boolean sound, List<CheckAnswer> checks) {}

    @Operation(summary = "Looks whether the books keep their laws; changes nothing")
    @GetMapping("/api/books/verify")
    VerifyAnswer verify() {
        try {
            List<CheckResult> results = verification.run();
            if (results == null) {
                throw ApiProblem.conflict(
                        "verification_running", "this node is looking at the books already; ask again when it is done");
            }
            return new VerifyAnswer(
                    results.stream().allMatch(result -> result.findings() == 0),
                    results.stream().map(CheckAnswer::of).toList());
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("verification of the books", e);
        }
    }
}
