package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of a poll's pages, cursor, records, parent and job reaches the plan, and says clearly when it is wrong. */
class PollKeysTest {

    private static final String HEAD = """
            spec: {}
            clients:
              api: {kind: http, baseUrl: https://example.com, auth: {kind: none}}
            inbound:
              poll:
                emits: order
                mapping: acme.order
                key: {pointer: /id}
                source:
                  kind: poll-http
                  every: PT1H
            """;
    private static final String CURSOR = "cursor: {field: /t, type: instant}";
    private static final String LISTED =
            "request: {get: /orders, query: {from: $(cursor.from), to: $(cursor.to)}}\nrecords: /orders\n";

    @TempDir
    private Path folder;

    private ConnectorCatalog.Loaded load(String source) {
        return new TestHome(folder)
                .connector("acme", HEAD + source.strip().indent(6))
                .connection("acme", "acme", "")
                .load();
    }

    private PollHttpSource plan(String source) {
        ConnectorCatalog.Loaded loaded = load(source);
        assertThat(loaded.problems()).isEmpty();
        return (PollHttpSource)
                TestHome.get(TestHome.get(loaded.plans(), "acme").inbound(), "poll")
                        .source();
    }

    private static Pages.Ending ending(boolean shortPage) {
        return new Pages.Ending(null, null, null, shortPage);
    }

    @Test
    void everyKindOfPagesReachesThePlan() {
        assertThat(pages("{page: $(page.number)}", "{kind: page}"))
                .isEqualTo(new Pages.Numbered(1, ending(false), 100, 1000));
        assertThat(
                        pages(
                                "{page: $(page.number)}",
                                "{kind: page, start: 0, size: 5, max: 9, until: short_page, more: /m, totalPages: /n, total: /o}"))
                .isEqualTo(new Pages.Numbered(
                        0,
                        new Pages.Ending(
                                JsonPointer.compile("/m"), JsonPointer.compile("/n"), JsonPointer.compile("/o"), true),
                        5,
                        9));
        assertThat(pages("{skip: $(page.offset)}", "{kind: offset, size: 7}"))
                .isEqualTo(new Pages.Offset(ending(false), 7, 1000));
        assertThat(pages("{}", "{kind: link_header, hosts: [Files.example.com]}"))
                .isEqualTo(new Pages.LinkHeader(Set.of("files.example.com"), 100, 1000));
        assertThat(pages("{}", "{kind: link_body, link: /next}"))
                .isEqualTo(new Pages.LinkBody(JsonPointer.compile("/next"), Set.of(), 100, 1000));
        assertThat(pages("{after: $(page.after)}", "{kind: keyset, after: /id, until: empty_page}"))
                .isEqualTo(new Pages.Keyset(JsonPointer.compile("/id"), ending(false), 100, 1000));
    }

    private String start(String type, String start) {
        return plan(LISTED + "pages: {kind: none}\ncursor: {field: /t, type: " + type + ", start: \"" + start + "\"}")
                .cursor()
                .start();
    }

    private Pages pages(String query, String pages) {
        return plan("request: {get: /orders, headers: {since: $(cursor.from)}, query: " + query
                        + "}\nrecords: /orders\npages: " + pages + "\n" + CURSOR)
                .pages();
    }

    @Test
    void everyKeyOfACursorReachesThePlan() {
        CursorRule local = plan(LISTED + "pages: {kind: none}\ncursor: {field: /t, type: local_datetime,"
                        + " zone: Europe/Berlin, start: \"2026-01-01T00:00:00\", retention: P60D, feed: newest_first}")
                .cursor();
        assertThat(local.fields())
                .containsExactly(new CursorRule.Field(
                        "from", JsonPointer.compile("/t"), "local_datetime", ZoneId.of("Europe/Berlin")));
        assertThat(local.retention()).isEqualTo(Duration.ofDays(60));
        assertThat(local.newestFirst()).isTrue();
        assertThat(start("local_datetime, zone: America/New_York", "2026-01-01T03:00:00Z"))
                .as("an instant such as the connection's startAt, by the field's clock")
                .isEqualTo("2025-12-31T22:00");
        assertThat(start("date, zone: America/New_York", "2026-01-01T03:00:00Z"))
                .isEqualTo("2025-12-31");
        CursorRule counted = plan(LISTED
                        + "pages: {kind: none}\ncursor: {field: /n, type: int, start: \"7\", lookback: 10, step: 1000}")
                .cursor();
        assertThat(counted.lookbackBy()).isEqualTo(10);
        assertThat(counted.stepBy()).isEqualTo(1000);
        PollHttpSource several = plan("""
                request: {get: /orders, query: {since: $(cursor.from), id: $(cursor.id)}}
                records: /orders
                pages: {kind: none}
                cursor: {fields: [{name: at, pointer: /t, type: instant}, {name: id, pointer: /id, type: text}]}
                """);
        assertThat(several.cursor().fields()).extracting(CursorRule.Field::name).containsExactly("at", "id");
        CursorRule full = plan("request: {get: /orders}\nrecords: /orders\n"
                        + "pages: {kind: none}\ncursor: {kind: full, missing: {json: '{\"id\": \"$(record.key)\"}', atMost: 3}}")
                .cursor();
        assertThat(full.full()).isNotNull();
        assertThat(full.fields()).isEmpty();
        assertThat(full.full() == null ? 0 : full.full().atMost()).isEqualTo(3);
    }

    @Test
    void everyKeyOfRecordsParentAndJobReachesThePlan() {
        PollHttpSource cut = plan(LISTED + "absent: empty\nwhere: {pointer: /open, equals: \"true\"}\n"
                + "children: {list: /lines, as: order}\npages: {kind: none}\n" + CURSOR);
        assertThat(cut.found().mayBeAbsent()).isTrue();
        assertThat(cut.found().where()).isNotNull();
        assertThat(cut.found().each()).isEqualTo(JsonPointer.compile("/lines"));
        assertThat(cut.found().as()).isEqualTo("order");
        assertThat(plan(LISTED + "each: /lines\npages: {kind: none}\n" + CURSOR)
                        .found()
                        .each())
                .isEqualTo(JsonPointer.compile("/lines"));
        PollHttpSource nested = plan("""
                parent: {request: {get: /stores, query: {p: $(page.number)}}, records: /stores, pages: {kind: page}}
                request: {get: /stores/$(parent./id)/stock}
                records: /stock
                pages: {kind: none}
                cursor: {kind: full}
                """);
        assertThat(nested.parent()).isNotNull();
        ExportJob job = plan("""
                request: {post: /exports, json: '{"all": true}'}
                job:
                  id: /id
                  status: {get: /exports/$(job.id), every: PT2S, within: PT1H, done: {pointer: /s, equals: DONE}, failed: {pointer: /s, equals: BAD}}
                  result: {url: /url, format: {kind: jsonl}, hosts: [files.example.com], maxBytes: 5MB}
                """).job();
        assertThat(job).isNotNull();
        assertThat(job)
                .extracting(
                        ExportJob::id,
                        ExportJob::every,
                        ExportJob::within,
                        ExportJob::url,
                        ExportJob::hosts,
                        ExportJob::maxBytes)
                .isEqualTo(List.of(
                        JsonPointer.compile("/id"),
                        Duration.ofSeconds(2),
                        Duration.ofHours(1),
                        JsonPointer.compile("/url"),
                        Set.of("files.example.com"),
                        5L * 1024 * 1024));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "pages: {kind: offset} | page_not_asked_for | source.pages.kind",
                "pages: {kind: keyset, after: /id} | page_not_asked_for | source.pages.kind",
                "pages: {kind: page, until: never} | wrong_word | source.pages.until",
                "pages: {kind: link_body} | missing_key | source.pages.link",
                "pages: {kind: link_header, hosts: ['http://x']} | wrong_type | source.pages.hosts[0]",
                "cursor: {field: /t, type: int, holdBack: PT1M} | unknown_key | source.cursor.holdBack",
                "cursor: {field: /t, type: instant, lookback: P1D, step: PT1H} | step_within_lookback | source.cursor.step",
                "cursor: {field: /t, type: instant, feed: newest_first, step: P1D} | too_many | source.cursor.step",
                "cursor: {fields: [{name: a, pointer: /a, type: int}, {name: b, pointer: /b, type: int}], step: 5} | too_many | source.cursor.step",
                "cursor: {field: /t, type: local_datetime, zone: Mars} | wrong_type | source.cursor.zone",
                "cursor: {kind: full, missing: {atMost: 5}} | missing_key | source.cursor.missing.json",
                "cursor: {kind: full, missing: {json: '{}', atMost: 200}} | wrong_type | source.cursor.missing.atMost",
                "each: /a;;children: {list: /b, as: c} | too_many | source.children",
                "children: {list: /b} | missing_key | source.children.as",
                "absent: fail | wrong_word | source.absent",
                "job: {id: /id, status: {get: /s}, result: {url: /u}} | missing_key | source.job.status.done",
            })
    void aWrongKeySaysWhatIsWrong(String line, String rule, String field) {
        String source = line.replace(";;", "\n");
        String text = (source.startsWith("pages") ? "" : "pages: {kind: none}\n")
                + (source.startsWith("cursor") ? "" : CURSOR + "\n");
        ConnectorCatalog.Loaded loaded = load(LISTED + text + source);
        assertThat(loaded.problems()).anySatisfy(problem -> {
            assertThat(problem.rule()).isEqualTo(rule);
            assertThat(problem.field()).isEqualTo("inbound.poll." + field);
        });
    }
}
