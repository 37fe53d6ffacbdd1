package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.platform.Transactions;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.tasks.TaskKey;
import io.tillbridge.tasks.TaskKind;
import io.tillbridge.tasks.TaskWanted;
import io.tillbridge.tasks.Tasks;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConflictsApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    private String raised(String kind, String subject) {
        return bed.posting
                .sql
                .sql(
                        "insert into conflict (kind, subject, detail, raised_at) values (?, ?, '{}', now()) returning conflict_id")
                .params(kind, subject)
                .query(String.class)
                .single();
    }

    private void task(String subject) throws SQLException {
        Transactions.in(bed.posting.database, tx -> {
            TaskKey key = new TaskKey(TaskKind.PICKUP_EXCEPTION, subject);
            new Tasks(bed.clock).open(tx, List.of(new TaskWanted(key, "{}", "S1", PostingBed.NOW, null)));
            return true;
        });
    }

    private List<String> open() {
        return bed.get("/api/conflicts").json().findValuesAsText("subject");
    }

    @Test
    void whoEndedAConflictAndWhyIsOnItAndOnTheAuditLog() {
        String id = raised("closure_difference", "close|Z1|cash");

        JsonNode over = bed.post("/api/conflicts/" + id + "/resolve", "{\"why\":\"five euros were under the drawer\"}")
                .json();

        assertThat(over.path("resolvedBy").asText()).isEqualTo("api:ana");
        assertThat(over.path("why").asText()).isEqualTo("five euros were under the drawer");
        assertThat(over.path("resolvedAt").asText()).isEqualTo("2026-11-21T12:00:00Z");
        assertThat(bed.post("/api/conflicts/" + id + "/resolve", "{\"why\":\"again\"}")
                        .json())
                .isEqualTo(over);
        assertThat(open()).doesNotContain("close|Z1|cash");
        JsonNode audit = bed.get("/api/audit?limit=1").json().at("/items/0");
        assertThat(audit.path("action").asText()).isEqualTo("conflict.resolve");
        assertThat(audit.path("subject").asText()).isEqualTo("closure_difference:close|Z1|cash");
        assertThat(audit.at("/detail/why").asText()).isEqualTo("five euros were under the drawer");
    }

    @Test
    void whatAnotherDecisionEndsIsRefusedAndNamesIt() {
        String path = "/api/conflicts/" + raised("count_pending", "TEE@S1 sellable") + "/resolve";

        assertThat(bed.post(path, "{\"why\":\"x\"}").problem()).isEqualTo("409 conflict_ends_elsewhere");
        assertThat(bed.post(path, "{\"why\":\"x\"}").json().path("detail").asText())
                .contains("/api/counts");
        assertThat(bed.post(path, "{}").problem()).isEqualTo("400 invalid_why");
        assertThat(bed.post("/api/conflicts/99999/resolve", "{\"why\":\"x\"}").problem())
                .isEqualTo("404 conflict_unknown");
    }

    @Test
    void aTaskAndItsConflictEndTogether() throws SQLException {
        String conflict = raised("pickup_exception", "first");
        raised("pickup_exception", "second");
        task("first");
        task("second");

        bed.post("/api/conflicts/" + conflict + "/resolve", "{\"why\":\"found in the back\"}");
        JsonNode tasks = bed.get("/api/tasks?state=open&kind=pickup_exception").json();
        assertThat(tasks.findValuesAsText("subject")).containsExactly("second");

        bed.post("/api/tasks/" + tasks.at("/items/0/id").asText() + "/done", "{\"note\":\"sent by post\"}");
        assertThat(open()).doesNotContain("first", "second");
        assertThat(bed.posting
                        .sql
                        .sql("select resolved_by || ' ' || resolution from conflict where subject = 'second'")
                        .query(String.class)
                        .single())
                .isEqualTo("api:ana sent by post");
    }
}
