package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.reconciliation.ReconciliationDesk;
import io.tillbridge.reconciliation.ReconciliationRun;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A connection compared with the books now, because somebody asks. */
@RestController
final class ReconciliationRunApi {

    private final ReconciliationDesk desk;
    private final KnownConnections known;

    ReconciliationRunApi(ReconciliationDesk desk, KnownConnections known) {
        this.desk = desk;
        this.known = known;
    }

    @Operation(
            summary = "Compares a connection with the books now",
            description =
                    "A dry run keeps nothing and corrects nothing. Any other corrects what is small and clear enough"
                            + " where the connection's mode is on.")
    @PostMapping("/api/reconciliation/{connection}/run")
    ReconciliationRun run(
            @PathVariable String connection,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request) {
        known.check(connection);
        try {
            ReconciliationDesk.Answer answer = desk.run(connection, dryRun, Actor.of(request));
            if (answer instanceof ReconciliationDesk.Answer.Done done) {
                return done.run();
            }
            if (answer instanceof ReconciliationDesk.Answer.NotCompared none) {
                throw ApiProblem.conflict(
                        "not_reconciled",
                        connection + " is not compared with the books; config/reconciliation.yaml names "
                                + (none.compared().isEmpty() ? "none" : String.join(", ", none.compared())));
            }
            throw ApiProblem.conflict(
                    "reconciliation_running", "a run of " + connection + " is under way; ask again when it is done");
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("reconciliation of " + connection, e);
        }
    }
}
