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
                                    + " values (?, 'TEE', 'S1', 'confirmed', 8, now(), 10, 0, 0, -2, 20, 'EUR', timestamptz '2026-01-01T00:00:00Z', 2,"
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
    void theReportAddsUpByConnectionAgeAndCause() {
        JsonNode report = bed.get("/api/reconciliation/report?connection=shop").json();

        assertThat(report.path("connections")).hasSize(1);
        assertThat(report.at("/connections/0/meanSecondsToDetect").asLong()).isEqualTo(60);
        JsonNode confirmed = report.at("/drifts/0");
        assertThat(confirmed.path("state").asText()).isEqualTo("confirmed");
        assertThat(confirmed.path("cause").asText()).isEqualTo("count");
        assertThat(confirmed.path("figures").asLong()).isEqualTo(1);
        assertThat(confirmed.path("units").asText()).isEqualTo("2");
        assertThat(confirmed.path("value").asText()).isEqualTo("20");
        assertThat(confirmed.path("age").asText()).isEqualTo("older");
        assertThat(report.at("/drifts/1").hasNonNull("units"))
                .as("a missing figure has none")
                .isFalse();
    }

    @Test
    void correctionsAreFoundByItemAndPlace() {
        bed.posting
                .sql
                .sql(
                        "insert into recon_correction (correction_id, connection, sku, location, told, told_at, booked, moved,"
                                + " cause, first_seen_at, corrected_at, corrected_by) values (gen_random_uuid(), 'shop', 'TEE', 'S1', 8,"
                                + " now(), 10, -2, 'unknown', now(), now(), 'reconciliation')")
                .update();

        JsonNode found = bed.get("/api/reconciliation/corrections?sku=TEE&location=S1")
                .json()
                .path("items");

        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("moved").asText()).isEqualTo("-2");
        assertThat(found.get(0).path("booked").asText()).isEqualTo("10");
        assertThat(bed.get("/api/reconciliation/corrections?sku=TEE&location=S2")
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(bed.get("/api/reconciliation/drifts?sku=TEE&location=S2")
                        .json()
                        .path("items"))
                .isEmpty();
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
