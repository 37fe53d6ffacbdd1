package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NamedSqlTest {

    @Test
    void onlyAColonBeforeANameOutsideOfTextIsAParameter() {
        NamedSql sql = NamedSql.parse("""
                select ':no', 'it''s :no', "a:no", `b:no`, x::text, $$:no$$, $q$ $$ :no $q$ -- :no, isn't
                 from t /* :no ? 'open */ where a > :a_1 and b in (:ids) and c = :a_1
                """);
        assertThat(sql.parameters()).containsExactly("a_1", "ids", "a_1");
        assertThat(sql.names()).containsExactly("a_1", "ids");
        assertThat(sql.text(name -> name.equals("ids") ? 3 : 1)).endsWith("""
                 where a > ? and b in (?, ?, ?) and c = ?
                """).contains("'it''s :no'", "x::text");
    }

    @Test
    void whatJdbcWouldMisreadIsRefused() {
        assertThatThrownBy(() -> NamedSql.parse("select * from t where a = ?"))
                .hasMessageContaining("bare ? at character 26");
        assertThatThrownBy(() -> NamedSql.parse("select 'open")).hasMessageContaining("' at character 7 is not closed");
        assertThatThrownBy(() -> NamedSql.parse("select 1 /* open")).hasMessageContaining("is not closed");
    }

    @Test
    void aLongTextIsNoProblem() {
        String text = "select '" + "a''b".repeat(50_000) + "', :x";
        assertThat(NamedSql.parse(text).parameters()).containsExactly("x");
    }
}
