package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcHostsTest {

    private static List<String> hosts(String url) {
        return JdbcHosts.of(url, new Properties());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://db.example.com:5432/till?ssl=true | db.example.com
            jdbc:postgresql://one:5432,two/till                 | one,two
            jdbc:postgresql://[fd00:ec2::254]:5432/till         | fd00:ec2::254
            jdbc:postgresql:till                                | localhost
            jdbc:mysql://user:pass@db:3306/till                 | db
            jdbc:mysql://address=(host=db)(port=1)/till         | db
            jdbc:mysql://(host=one,port=1),(host=two)/till      | one,two
            jdbc:mysql://db/till?socksProxyHost=10.0.0.1        | 10.0.0.1,db
            jdbc:mysql:///till                                  | localhost
            jdbc:mariadb:sequential://one,two:3306/till         | one,two
            jdbc:sqlserver://db\\till:1433;databaseName=till    | db
            jdbc:sqlserver://;serverName=db;databaseName=till   | db
            jdbc:sqlserver://db;failoverPartner=other           | other,db
            jdbc:oracle:thin:@db:1521:till                      | db
            jdbc:oracle:thin:@//db:1521/till                    | db
            jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1521))) | db
            jdbc:firebirdsql://db:3050/till                     | db
            jdbc:firebirdsql:db/3050:/data/till.fdb             | db
            jdbc:firebirdsql:C:/till.fdb                        | localhost
            jdbc:h2:tcp://db:9092/till                          | db
            jdbc:h2:ssl://db/till                               | db
            """)
    void aUrlNamesItsHosts(String url, String hosts) {
        assertThat(String.join(",", hosts(url.strip()))).isEqualTo(hosts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:h2:mem:till", "jdbc:h2:/data/till", "jdbc:h2:file:~/till;MODE=MySQL", "jdbc:sqlite:x.db"})
    void aDatabaseInThisProcessHasNone(String url) {
        assertThat(hosts(url)).isEmpty();
    }

    @Test
    void aPropertyMayNameOneToo() {
        Properties properties = new Properties();
        properties.setProperty("serverName", "10.0.0.1");
        properties.setProperty("hostNameInCertificate", "db.example.com");
        assertThat(JdbcHosts.of("jdbc:sqlserver://db", properties)).containsExactlyInAnyOrder("10.0.0.1", "db");
    }

    @Test
    void whatNobodyKnowsIsThisMachine() {
        assertThat(hosts("jdbc:odd:till")).isEqualTo(List.of("localhost"));
    }
}
