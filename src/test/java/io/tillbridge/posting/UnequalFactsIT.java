package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnequalFactsIT {

    private final PostingBed bed = new PostingBed("TEE");

    @Test
    void aFactWithOtherContentIsAConflictTogetherOrApart() {
        bed.post(SALE, Events.sale("0001", "TEE", "1"));
        bed.post(SALE, Events.sale("0001", "TEE", "2"));
        List<UUID> both = bed.post(SALE, Events.sale("0002", "TEE", "1"), Events.sale("0002", "TEE", "2"));
        bed.post(SALE, Events.sale("0003", "TEE", "1"), Events.sale("0003", "TEE", "1"));

        assertThat(both).extracting(bed::state).containsExactly("posted", "skipped:repeat");
        assertThat(bed.sql
                        .sql("select kind || ' ' || subject from conflict where kind = 'unequal_fact' order by subject")
                        .query(String.class)
                        .list())
                .containsExactly("unequal_fact sale|shop|R1|0001", "unequal_fact sale|shop|R1|0002");
        assertThat(bed.sql
                        .sql("select detail::json ->> 'posted' from conflict where subject like '%0002'")
                        .query(String.class)
                        .single())
                .isEqualTo(both.get(0).toString());
    }
}
