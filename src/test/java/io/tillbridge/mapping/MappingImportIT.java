package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.Sha256;
import io.tillbridge.support.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MappingImportIT {

    private static final String FILE = "mappings/shop/thing/V001__x.mapping.yaml";
    private static final String TEXT =
            "kind: Mapping\nsubject: shop.thing\nversion: 1\nfrom: a\nto: shop/x\nrows: [{to: x, type: string, from: a}]\n";

    private static MappingCatalog catalog(String text) {
        String hash = Sha256.hex(text);
        return MappingCatalog.load(HomeFiles.of(Map.of(FILE, text, MappingLock.FILE, hash + "  shop.thing V1\n")));
    }

    @Test
    void theFirstImportIsTheTruthAndAnotherFileUnderTheSameVersionIsRefused() {
        JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
        MappingImport imports =
                new MappingImport(jdbc, Clock.fixed(Instant.parse("2026-05-01T00:00:00Z"), ZoneOffset.UTC));

        assertThat(imports.importReleased(catalog(TEXT))).containsExactly("shop.thing V1");
        assertThat(imports.importReleased(catalog(TEXT))).isEmpty();
        assertThatThrownBy(() -> imports.importReleased(catalog(TEXT + "# changed\n")))
                .isInstanceOf(InvalidFilesException.class)
                .hasMessageContaining(FILE)
                .hasMessageContaining(Sha256.hex(TEXT))
                .hasMessageContaining(Sha256.hex(TEXT + "# changed\n"));
    }
}
