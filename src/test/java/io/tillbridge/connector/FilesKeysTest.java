package io.tillbridge.connector;

import static io.tillbridge.connector.TestHome.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.platform.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of files that may be left out has its default, every key reaches the plan, and every wrong one is told. */
class FilesKeysTest {

    private static final Path SAMPLE = Path.of("src/test/resources/connector/files/acme.connector.yaml");
    private static final String MOST = sample();

    private static final String LEAST = """
            apiVersion: tillbridge/v1
            kind: Connector
            name: acme
            version: 1.0.0
            spec: {word: {type: secret}}
            clients:
              drop: {kind: sftp, host: h, user: u, password: $(secrets.word), hostKey: "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}
            inbound:
              tickets:
                emits: sale
                mapping: acme.ticket
                source: {kind: files-in, path: out, match: {path: name, matches: '[.]json$'}, every: PT1M, format: {kind: jsonl}}
                key: {pointer: /id}
            """;

    @TempDir
    private Path folder;

    private static String sample() {
        try {
            return Files.readString(SAMPLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestHome home(String connector) {
        return new TestHome(folder).put("config/connectors/acme/acme.connector.yaml", connector);
    }

    private ConnectionPlan plan(String connector, String rest) {
        ConnectorCatalog.Loaded loaded =
                home(connector).connection("one", "acme", rest).load();
        assertThat(loaded.problems().stream()
                        .filter(problem -> !problem.rule().equals("undefined"))
                        .toList())
                .isEmpty();
        return get(loaded.plans(), "one");
    }

    @Test
    void everyKeyReachesThePlan() {
        ConnectionPlan plan = plan(MOST, """
                settings: {user: till}
                secrets: {key: {kind: env, name: KEY}, words: {kind: env, name: WORDS}}
                """);
        SftpClientPlan drop = (SftpClientPlan) get(plan.clients(), "drop");
        assertThat(drop.host() + ":" + drop.port()).isEqualTo("drop.example.com:2222");
        assertThat(drop.user().toString()).isEqualTo("till");
        assertThat(drop.privateKey()).isEqualTo(new SecretReference("env", "KEY", false));
        assertThat(drop.passphrase()).isEqualTo(new SecretReference("env", "WORDS", false));
        assertThat(drop.password()).isNull();
        assertThat(drop.hostKey()).isEqualTo("SHA256:" + "A".repeat(43));
        assertThat(drop.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(drop.budget()).isNotNull();
        assertThat(((DirectoryClientPlan) get(plan.clients(), "share")).path()).isEqualTo("pos/one");
        InboundFlow flow = get(plan.inbound(), "tickets");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(flow.source())
                .isEqualTo(new FilesSource(
                        "drop",
                        "/outgoing",
                        new FileName("^S_(?<store>[0-9]+)_(?<date>[0-9]+)[.]jsonl$"),
                        new Schedule.Cron("*/5 21-23,0-5 * * *", berlin),
                        new FilesSource.Ready(Template.parse("$(file.stem).ok"), Duration.ofMinutes(2)),
                        new FilesSource.Once(Set.of("name", "sha256"), Duration.ofDays(30)),
                        new FilesSource.After(Template.parse("archive/$(file.date)/"), Template.parse("rejected/")),
                        new FilesSource.Daily("store", "stores", "pos_code", LocalTime.of(6, 0), berlin),
                        new Format.JsonLines(),
                        new FilesSource.Group(List.of("store", "ticket"), "lines"),
                        new FilesSource.BadRows(20)));
        assertThat(flow.eventTime())
                .isEqualTo(new EventTime(JsonPointer.compile("/sold_at"), ZoneId.of("America/New_York")));
        OutboundFlow stock = get(plan.outbound(), "stock");
        assertThat(stock.client()).isEqualTo("share");
        assertThat(stock.call())
                .isEqualTo(new FileSend(
                        Template.parse("in/$(canonical.location)/stock_$(idempotency.key).json"), new Format.Json()));
    }

    @Test
    void filesOfEdiMayBeAcknowledged() {
        String edi = LEAST.replace(
                "{kind: jsonl}", "{kind: edifact, messages: [DESADV], acknowledge: {with: CONTRL, folder: /in}}");
        FilesSource source = (FilesSource)
                get(plan(edi, "secrets: {word: {kind: env, name: WORD}}\n").inbound(), "tickets")
                        .source();
        assertThat(source.format()).isEqualTo(new Format.Edifact(new Format.Edi(Set.of("DESADV"), null, "/in")));
        assertThat(home(edi.replace("CONTRL", "\"997\"").replace("/in", "/../in"))
                        .connection("one", "acme", "")
                        .load()
                        .problems())
                .extracting(Problem::rule)
                .contains("wrong_word", "path_outside");
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        ConnectionPlan plan = plan(LEAST, "secrets: {word: {kind: env, name: WORD}}\n");
        SftpClientPlan drop = (SftpClientPlan) get(plan.clients(), "drop");
        assertThat(drop.port()).isEqualTo(22);
        assertThat(drop.timeout()).isEqualTo(Duration.ofSeconds(30));
        FilesSource source = (FilesSource) get(plan.inbound(), "tickets").source();
        assertThat(source.schedule()).isEqualTo(new Schedule.Every(Duration.ofMinutes(1)));
        assertThat(source.ready()).isEqualTo(new FilesSource.Ready(null, Duration.ofMinutes(1)));
        assertThat(source.once())
                .isEqualTo(new FilesSource.Once(Set.of("name", "size", "sha256"), Duration.ofDays(400)));
        assertThat(source.after()).isEqualTo(new FilesSource.After(null, null));
        assertThat(source.daily()).isNull();
        assertThat(source.group()).isNull();
        assertThat(source.badRows()).isEqualTo(new FilesSource.BadRows(100));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            path: /outgoing                  | path: ../outgoing                  | path_outside
            path: pos/one                    | path: pos/../../etc                | path_outside
            hostKey: SHA256:A                | hostKey: MD5:A                     | wrong_type
            passphrase: $(secrets.words)     | password: $(secrets.words)         | too_many
            privateKey: $(secrets.key)       | privateKey: KEY                    | secret_written_out
            port: 2222                       | port: 70000                        | wrong_type
            (?<date>                         | (?<name>                           | duplicate_name
            (?<date>[0-9]+)                  | (?<date>[0-9+)                     | wrong_pattern
            archive/$(file.date)/            | archive/$(file.day)/               | undefined
            ok: archive/$(file.date)/        | ok: .                              | wrong_type
            failed: rejected/                | failed: ../rejected                | path_outside
            $(file.stem).ok                  | $(record.id).ok                    | placeholder_out_of_scope
            by: [name, sha256]               | by: [size]                         | missing_key
            by: [name, sha256]               | by: [name, md5]                    | wrong_word
            0-5 * * *                        | 0-5 1 * 1                          | wrong_type
            0-5 * * *                        | 25 * * *                           | wrong_type
            timezone: Europe/Berlin          | timezone: Europe/Bonn              | wrong_type
            per: store                       | per: shop                          | undefined
            by: "06:00"                      | by: "6 pm"                         | wrong_type
            maxPerFile: 20                   | maxPerFile: -1                     | wrong_type
            do: dead_letter,                 | do: ignore,                        | wrong_word
            $(file.store)/$(file.date)       | $(file.shop)/$(file.date)          | undefined
            zone: America/New_York           | zone: New York                     | wrong_type
            _$(idempotency.key)              | _now                               | idempotency_not_sent
            in/$(canonical.location)         | ../$(canonical.location)           | path_outside
            kind: files-in                   | kind: files_in                     | wrong_word
            """)
    void whatIsWrongIsTold(String right, String wrong, String rule) {
        assertThat(MOST).contains(right);
        List<Problem> problems = home(MOST.replace(right, wrong)).load().problems();
        assertThat(problems).extracting(Problem::rule).contains(rule);
    }

    @Test
    void aFlowNeedsAClientThatHoldsFiles() {
        String http = "clients:\n  web: {kind: http, baseUrl: https://example.com, auth: {kind: none}}\n";
        List<Problem> problems = home(MOST.replace("clients:\n", http).replace("client: drop", "client: web"))
                .load()
                .problems();
        assertThat(problems).extracting(Problem::rule).contains("wrong_client");
    }

    @Test
    void aWindowIsReadInItsZoneAlsoWhenTheClockChanges() {
        Schedule night = Schedule.Cron.of("30 2 * * *", ZoneId.of("Europe/Berlin"));
        Instant spring = Instant.parse("2026-03-28T12:00:00Z");
        assertThat(night.after(spring))
                .as("half past two is left out")
                .isBetween(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-29T01:30:00Z"));
        Instant autumn = night.after(Instant.parse("2026-10-24T12:00:00Z"));
        assertThat(autumn).as("half past two comes twice").isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(night.after(autumn)).as("and counts once").isEqualTo(Instant.parse("2026-10-26T01:30:00Z"));
        Schedule window = Schedule.Cron.of("*/5 21-23,0-5 * * *", ZoneId.of("America/New_York"));
        assertThat(window.after(Instant.parse("2026-05-02T09:57:00Z")))
                .isEqualTo(Instant.parse("2026-05-03T01:00:00Z"));
    }
}
