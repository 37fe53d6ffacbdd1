package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Format;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Transactions;
import io.tillbridge.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Each interchange of a connection has a number of its own. */
class InterchangeNumbersIT {

    private static final Format X12 = new Format.X12(new Format.Edi(Set.of(), null));
    private static final Format EDIFACT = new Format.Edifact(new Format.Edi(Set.of(), null));

    private final DataSource database = TestDatabase.fresh();

    private String numbered(String connection, Format format, String document) throws Exception {
        JsonNode mapped = ExactJson.parse(document.getBytes(StandardCharsets.UTF_8));
        Transactions.in(database, tx -> {
            InterchangeNumbers.number(tx, connection, format, mapped);
            return Optional.empty();
        });
        return mapped.toString();
    }

    @Test
    void aMappingThatLeavesTheNumberToTheHubGetsTheNextOne() throws Exception {
        String set = "{\"interchange\":{\"ISA06\":\"A\"},\"group\":{\"GS01\":\"OW\"}}";
        assertThat(numbered("one", X12, set))
                .isEqualTo("{\"interchange\":{\"ISA06\":\"A\",\"ISA13\":\"1\"},"
                        + "\"group\":{\"GS01\":\"OW\",\"GS06\":\"1\"}}");
        assertThat(numbered("one", X12, set)).contains("\"ISA13\":\"2\"", "\"GS06\":\"2\"");
        assertThat(numbered("other", X12, set)).contains("\"ISA13\":\"1\"");
        assertThat(numbered("one", EDIFACT, "{\"records\":[{\"interchange\":{}},{\"interchange\":{}}]}"))
                .isEqualTo("{\"records\":[{\"interchange\":{\"UNB05\":\"3\"}},{\"interchange\":{\"UNB05\":\"3\"}}]}");
    }

    @Test
    void whatTheMappingSaysStaysAndNoNumberIsUsed() throws Exception {
        assertThat(numbered("one", X12, "{\"interchange\":{\"ISA13\":\"77\"}}")).contains("\"77\"");
        assertThat(numbered("one", new Format.Json(), "{\"interchange\":{}}")).isEqualTo("{\"interchange\":{}}");
        assertThat(numbered("one", X12, "{\"interchange\":{}}")).contains("\"ISA13\":\"1\"");
    }

    @Test
    void whatIsRolledBackLeavesNoGapAndAfterTheGreatestComesOne() throws Exception {
        try (var tx = database.getConnection()) {
            tx.setAutoCommit(false);
            assertThat(InterchangeNumbers.next(tx, "one", 3)).isEqualTo(1);
            tx.rollback();
            assertThat(InterchangeNumbers.next(tx, "one", 999_999_999)).isEqualTo(1);
            tx.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("the test's database", e);
        }
        assertThat(numbered("one", X12, "{\"interchange\":{}}")).contains("\"ISA13\":\"1\"");
    }
}
