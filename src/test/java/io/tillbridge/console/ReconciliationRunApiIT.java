package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconciliationRunApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void aDryRunIsAnsweredAndKeepsNothingAndAnotherIsKeptAndAudited() {
        bed.posting.speak("wms");
        bed.posting.speak("shop");
        long runs = bed.posting.count("recon_run");

        JsonNode dry = bed.post("/api/reconciliation/wms/run?dryRun=true", "{}").json();
        assertThat(dry.path("dry").asBoolean()).isTrue();
        assertThat(dry.path("connection").asText()).isEqualTo("wms");
        assertThat(bed.posting.count("recon_run")).isEqualTo(runs);

        JsonNode run = bed.post("/api/reconciliation/wms/run", "{}").json();
        assertThat(run.path("corrected").asText()).isEqualTo("0");
        assertThat(bed.posting.count("recon_run")).isEqualTo(runs + 1);
        assertThat(bed.posting.count("audit_entry where action = 'reconciliation.run' and subject = 'wms'"))
                .isEqualTo(1);
    }

    @Test
    void aConnectionThatIsNotComparedOrNotThereIsRefused() {
        assertThat(bed.post("/api/reconciliation/shop/run", "{}").problem()).isEqualTo("409 not_reconciled");
        assertThat(bed.post("/api/reconciliation/nobody/run", "{}").problem()).isEqualTo("404 connection_unknown");
        assertThat(bed.post("/api/reconciliation/wms/run?dryRun=maybe", "{}").problem())
                .startsWith("400 ");
    }
}
