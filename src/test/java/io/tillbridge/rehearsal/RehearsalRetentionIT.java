package io.tillbridge.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.Forgetting;
import io.tillbridge.platform.RetentionProperties;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What rehearsals found is forgotten after its time, whether they ended by themselves, by hand, or with their node. */
class RehearsalRetentionIT {

    private static final Duration KEPT = Duration.ofDays(10);
    private static final RetentionProperties PROPERTIES = new RetentionProperties(KEPT, KEPT, KEPT, KEPT, KEPT);

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient sql = JdbcClient.create(database);
    private final ManualClock clock = ManualClock.at("2026-11-20T09:00:00Z");

    private List<String> left(String query) {
        return sql.sql(query).query(String.class).list();
    }

    @Test
    void aShadowRunIsForgottenWithWhatEachProcessFound() throws SQLException {
        sql.sql("""
                insert into mapping_shadow (shadow_id, subject, version, sha256, connections, sample, why, started_by,
                                            started_at, ends_at, stopped_at)
                select gen_random_uuid(), s, 2, 'x', '{}', '1', 'why', 'ana', '2026-10-01', e::timestamptz, t::timestamptz
                  from (values ('ended long ago', '2026-11-10T08:00:00Z', null), ('ended', '2026-11-10T10:00:00Z', null),
                               ('stopped long ago', '2026-12-01', '2026-11-01'), ('runs', '2026-12-01', null)) as row (s, e, t)
                """).update();
        sql.sql("""
                insert into mapping_shadow_part (shadow_id, part, report, dropped, updated_at)
                select shadow_id, gen_random_uuid(), '{}', 0, ends_at from mapping_shadow
                """).update();
        Forgetting shadows = RehearsalRetention.oldShadows(sql, clock, PROPERTIES);

        assertThat(shadows.step().forget()).isEqualTo(2);

        assertThat(shadows.step().forget()).isZero();
        assertThat(left("select subject from mapping_shadow_part join mapping_shadow using (shadow_id) order by 1"))
                .containsExactly("ended", "runs");
        assertThat(left("select subject from mapping_shadow order by 1")).containsExactly("ended", "runs");
    }

    @Test
    void aDiffIsForgottenEvenWhenItsNodeEndedBeforeIt() throws SQLException {
        sql.sql("""
                insert into mapping_diff (diff_id, question, subject, asked, state, asked_at, finished_at, lease_until)
                select gen_random_uuid(), q, 'shop.thing', '{}', s, a::timestamptz, f::timestamptz, l::timestamptz
                  from (values ('old', 'done', '2026-11-01', '2026-11-01', null),
                               ('lost', 'running', '2026-11-01', null, '2026-11-01'),
                               ('works', 'running', '2026-11-01', null, '2999-01-01'),
                               ('new', 'failed', '2026-11-19', '2026-11-19', null)) as row (q, s, a, f, l)
                """).update();
        Forgetting diffs = RehearsalRetention.oldDiffs(sql, clock, PROPERTIES);

        assertThat(diffs.step().forget()).isEqualTo(2);

        assertThat(left("select question from mapping_diff order by 1")).containsExactly("new", "works");
    }
}
