package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTroubleTest {

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "40001, RETRY, serialization failure",
        "40003, RETRY, statement completion unknown",
        "40P01, RETRY, deadlock",
        "55P03, RETRY, lock not available",
        "0A000, RETRY, cached plan must not change result type",
        "26000, RETRY, prepared statement does not exist",
        "25P02, RETRY, transaction aborted",
        "25P03, RETRY, idle in transaction time-out",
        "25P04, RETRY, transaction time-out",
        "57014, HALVE, statement time-out",
        "25006, AWAY, read-only transaction",
        "08006, AWAY, connection failure",
        "53100, AWAY, disk full",
        "57P01, AWAY, admin shutdown",
        "XX001, AWAY, data corrupted",
        "42703, DEFECT, undefined column",
        "22021, DATA, character not in repertoire",
        "54000, DATA, index row too large",
        "21000, DATA, cardinality violation",
        "23514, DATA, check violation",
        "38000, UNCLEAR, external routine exception",
        "P0001, UNCLEAR, raised by a trigger"
    })
    void aStateSaysWhetherTheDocumentTheDatabaseOrTheHubIsToBlame(String state, SqlTrouble trouble, String meaning) {
        assertThat(SqlTrouble.of(new SQLException(meaning, state))).isEqualTo(trouble);
        assertThat(SqlTrouble.of(new SQLException("in a batch", new SQLException(meaning, state))))
                .isEqualTo(trouble);
    }
}
