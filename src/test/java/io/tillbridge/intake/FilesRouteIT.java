package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.DataDirectory;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.WrittenFile;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A file comes in over its shipped route. */
class FilesRouteIT {

    @TempDir
    private Path directory;

    @Test
    void aFileIsReadByItsRoute() throws Exception {
        Plans plans = new Plans();
        try (IntakeBed bed = IntakeBed.start(directory, plans, 0)) {
            Path root = bed.bean(DataDirectory.class).root();
            WrittenFile.write(root.resolve("out/SALES_0001_20260501.jsonl"), "{\"id\":\"1\"}\n{\"id\":\"2\"}\n");
            WrittenFile.write(root.resolve("out/SALES_0001_20260501.ok"), "");
            plans.put(new FilesBed(directory, directory).flow().connection());
            bed.bean(FlowRoutes.class).refresh();
            JdbcTemplate sql = new JdbcTemplate(bed.bean(DataSource.class));
            Eventually.holds(() -> assertThat(
                            sql.queryForList("select business_key from message order by business_key", String.class))
                    .containsExactly("0001/20260501/1", "0001/20260501/2"));
            Eventually.holds(() -> assertThat(root.resolve("out/archive/20260501/SALES_0001_20260501.jsonl"))
                    .exists());
            assertThat(bed.bean(FlowRoutes.class).states()).containsEntry("pos.tickets.g1", "Started");
        }
    }
}
