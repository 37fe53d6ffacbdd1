package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.HomeFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorCatalogTest {

    private static final String CONNECTOR = """
            spec: {key: {type: secret}}
            inbound:
              orders:
                emits: order
                mapping: acme.order
                key: {pointer: /id}
                source: {kind: webhook-in, verify: {kind: standard_webhooks, secrets: $(secrets.key)}}
            """;
    private static final String SECRETS = "secrets: {key: {kind: env, name: KEY}}\n";

    @TempDir
    private Path folder;

    @Test
    void aChangedFileMakesTheNextGenerationAndALayoutChangeDoesNot() {
        TestHome home = new TestHome(folder).connector("acme", CONNECTOR).connection("one", "acme", SECRETS);
        ConnectorCatalog catalog = new ConnectorCatalog(home.load());
        assertThat(catalog.generation("one")).isEqualTo(1);

        home.connector("acme", "# a comment\n" + CONNECTOR.replace("{pointer: /id}", "{ pointer: '/id' }"));
        assertThat(catalog.replace(home.load())).isEmpty();
        assertThat(catalog.generation("one")).isEqualTo(1);

        home.connector("acme", CONNECTOR.replace("/id", "/number"));
        assertThat(catalog.replace(home.load())).containsExactly("one");
        assertThat(catalog.generation("one")).isEqualTo(2);
    }

    @Test
    void aRemovedConnectionIsGoneAndComesBackAsANewGeneration() {
        TestHome home = new TestHome(folder).connector("acme", CONNECTOR).connection("one", "acme", SECRETS);
        ConnectorCatalog.Loaded with = home.load();
        ConnectorCatalog catalog = new ConnectorCatalog(with);

        assertThat(catalog.replace(ConnectorCatalog.load(HomeFiles.only(folder.resolve("absent")))))
                .containsExactly("one");
        assertThat(catalog.find("one")).isNull();
        assertThat(catalog.generation("one")).isZero();
        assertThat(catalog.all()).isEmpty();

        catalog.replace(with);
        assertThat(catalog.generation("one")).isEqualTo(2);
    }
}
