package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The words of problems: what was found is named, but never what may be a secret. */
class ProblemWordsTest {

    private static List<String> problems(String connection) {
        return ConnectorCatalog.load(HomeFiles.of(Map.of("config/connections/till.connection.yaml", connection)))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }

    private static List<String> ofSecretKind(String kind) {
        return problems("""
                apiVersion: tillbridge/v1
                kind: Connection
                id: till
                connector: none
                secrets:
                  token: {kind: %s, name: TOKEN}
                """.formatted(kind));
    }

    @Test
    void anUnknownKindOfSecretIsNamedWithTheKnownOnes() {
        assertThat(ofSecretKind("vault"))
                .anyMatch(line -> line.contains("wrong_word secrets.token.kind: found 'vault', expected env or file"));
    }

    @Test
    void whatCouldBeASecretIsNotNamed() {
        assertThat(ofSecretKind("hunter2")).noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void aSyntaxErrorIsSaidOnce() {
        assertThat(problems("id: @till\n"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("not_yaml : found character '@'")
                        .doesNotContain("found found"));
    }
}
