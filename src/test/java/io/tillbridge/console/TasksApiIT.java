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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasksApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @BeforeAll
    void open() throws SQLException {
        Transactions.in(bed.posting.database, tx -> {
            new Tasks(bed.clock)
                    .open(
                            tx,
                            List.of(wanted("first", "S1", 60), wanted("later", "S1", 120), wanted("other", "S2", 90)));
            return true;
        });
    }

    @AfterAll
    void close() {
        bed.close();
    }

    private static TaskWanted wanted(String subject, String owner, int seconds) {
        return new TaskWanted(
                new TaskKey(TaskKind.PROMISE_AT_RISK, subject),
                "{\"sku\":\"TEE\"}",
                owner,
                PostingBed.NOW.plusSeconds(seconds),
                null);
    }

    @Test
    void tasksAreListedByDueTimeOwnerStateAndKind() {
        JsonNode first = bed.get("/api/tasks?owner=S1&state=open&kind=promise_at_risk&limit=1")
                .json();

        assertThat(first.at("/items/0/subject").asText()).isEqualTo("first");
        assertThat(first.at("/items/0/detail/sku").asText()).isEqualTo("TEE");
        assertThat(bed.get("/api/tasks?owner=S1&after=" + first.path("next").asText())
                        .json()
                        .findValuesAsText("subject"))
                .containsExactly("later");
        assertThat(bed.get("/api/tasks?state=waiting").problem()).isEqualTo("400 invalid_state");
        assertThat(bed.get("/api/tasks?kind=sweep").problem()).isEqualTo("400 invalid_kind");
        assertThat(bed.get("/api/tasks?after=x").problem()).isEqualTo("400 invalid_cursor");
    }

    @Test
    void whoDidItIsOnTheTaskAndOnTheAuditLog() {
        String id = bed.get("/api/tasks?owner=S2").json().at("/items/0/id").asText();

        JsonNode done =
                bed.post("/api/tasks/" + id + "/done", "{\"note\":\"called\"}").json();

        assertThat(done.path("state").asText()).isEqualTo("done");
        assertThat(done.path("doneBy").asText()).isEqualTo("api:ana");
        assertThat(done.path("note").asText()).isEqualTo("called");
        assertThat(bed.post("/api/tasks/" + id + "/done", "").json()).isEqualTo(done);
        JsonNode audit = bed.get("/api/audit?limit=1").json().at("/items/0");
        assertThat(audit.path("action").asText()).isEqualTo("task.done");
        assertThat(audit.path("subject").asText()).isEqualTo(id);
        assertThat(bed.post("/api/tasks/999999/done", "").problem()).isEqualTo("404 task_unknown");
        assertThat(bed.post("/api/tasks/" + id + "/done", "{\"note\":\"" + "x".repeat(501) + "\"}")
                        .problem())
                .isEqualTo("400 invalid_note");
    }
}
