package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconciliationApiIT {

    private final ConsoleBed bed = new ConsoleBed();

    ReconciliationApiIT() {
        for (String connection : new String[] {"wms", "shop"}) {
            bed.posting
                    .sql
                    .sql(
                            "insert into recon_run (connection, started_at, finished_at, items, in_order, first_seen, confirmed,"
                                    + " stale, missing, correctable, booked_units, drift_units, detected, detection_seconds)"
                                    + " values (?, now(), now(), 9, 7, 1, 1, 3, 4, 0, 90, 2, 1, 60)")
                    .param(connection)
                    .update();
            bed.posting
                    .sql
                    .sql(
                            "insert into recon_drift (connection, sku, location, class, told, told_at, booked, came, went, drift,"
                                    + " drift_value, currency, first_seen_at, sightings, outcome, cause, derived_from, seen_at)"
                                    + " values (?, 'TEE', 'S1', 'confirmed', 8, now(), 10, 0, 0, -2, 20, 'EUR', now(), 2,"
                                    + " 'owner_unknown', 'count', 'counted at noon', now()),"
                                    + " (?, 'CAP', 'S1', 'missing', null, null, 4, 0, 0, null, null, null, now(), 1, null, null,"
                                    + " null, now())")
                    .param(connection)
                    .param(connection)
                    .update();
        }
    }

    @AfterAll
    void close() {
        bed.close();
    }

    @Test
    void theNewestRunComesFirstAndTheOthersBehindIt() {
        JsonNode first = bed.get("/api/reconciliation/runs?limit=1").json();
        assertThat(first.path("items").get(0).path("connection").asText()).isEqualTo("shop");
        assertThat(first.path("items").get(0).path("driftUnits").asText()).isEqualTo("2");

        JsonNode next = bed.get("/api/reconciliation/runs?limit=1&after="
                        + first.path("next").asText())
                .json();
        assertThat(next.path("items").get(0).path("connection").asText()).isEqualTo("wms");
        assertThat(bed.get("/api/reconciliation/runs?connection=wms").json().path("items"))
                .hasSize(1);
    }

    @Test
    void driftsAreFoundByConnectionItemAndState() {
        JsonNode drifts = bed.get("/api/reconciliation/drifts?connection=wms&sku=TEE&state=confirmed")
                .json()
                .path("items");

        assertThat(drifts).hasSize(1);
        JsonNode drift = drifts.get(0);
        assertThat(drift.path("told").asText()).isEqualTo("8");
        assertThat(drift.path("booked").asText()).isEqualTo("10");
        assertThat(drift.path("drift").asText()).isEqualTo("-2");
        assertThat(drift.path("value").asText()).isEqualTo("20");
        assertThat(drift.path("cause").asText()).isEqualTo("count");
        assertThat(drift.path("derivedFrom").asText()).isEqualTo("counted at noon");
    }

    @Test
    void whatIsNotSaidIsAbsentAndNotZero() {
        JsonNode missing = bed.get("/api/reconciliation/drifts?connection=wms&state=missing")
                .json()
                .path("items")
                .get(0);

        assertThat(missing.path("booked").asText()).isEqualTo("4");
        assertThat(missing.path("told").isMissingNode() || missing.path("told").isNull())
                .isTrue();
        assertThat(missing.path("drift").isMissingNode()
                        || missing.path("drift").isNull())
                .isTrue();
    }
}
