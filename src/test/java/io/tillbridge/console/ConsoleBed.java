package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.barcode.BarcodeRules;
import io.tillbridge.books.JournalQueries;
import io.tillbridge.books.Periods;
import io.tillbridge.catalog.CodeEdits;
import io.tillbridge.catalog.CrossReferences;
import io.tillbridge.catalog.ItemPrices;
import io.tillbridge.catalog.ItemQueries;
import io.tillbridge.catalog.MasterEdits;
import io.tillbridge.catalog.ScannedCodes;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.delivery.ConnectionStates;
import io.tillbridge.delivery.Deliveries;
import io.tillbridge.delivery.DeliveryModule;
import io.tillbridge.delivery.DeliverySettings;
import io.tillbridge.delivery.Retries;
import io.tillbridge.intake.SourceAlerts;
import io.tillbridge.intake.WebhookSecrets;
import io.tillbridge.mapping.LoadedMappings;
import io.tillbridge.mapping.MappingImport;
import io.tillbridge.mapping.MappingNews;
import io.tillbridge.mapping.MappingRefresh;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.MappingsProperties;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.mapping.SetChanges;
import io.tillbridge.mapping.StampedMappings;
import io.tillbridge.mapping.ValueMapChanges;
import io.tillbridge.message.HeldMessages;
import io.tillbridge.message.MessageQueries;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.partner.Partners;
import io.tillbridge.platform.DataDirectory;
import io.tillbridge.platform.DataProperties;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.posting.ConditionEdits;
import io.tillbridge.posting.ConflictDesk;
import io.tillbridge.posting.CountDesk;
import io.tillbridge.posting.CountRules;
import io.tillbridge.posting.ItemTelling;
import io.tillbridge.posting.NoticeDesk;
import io.tillbridge.posting.OrderDesk;
import io.tillbridge.posting.OrderMoves;
import io.tillbridge.posting.OrderPromises;
import io.tillbridge.posting.OrderSourcing;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.posting.PurchaseTelling;
import io.tillbridge.posting.ReadySignal;
import io.tillbridge.posting.RepostBed;
import io.tillbridge.posting.Reposts;
import io.tillbridge.posting.ReturnDesk;
import io.tillbridge.posting.ReturnQueries;
import io.tillbridge.posting.TransferClosing;
import io.tillbridge.purchasing.PurchaseClosing;
import io.tillbridge.purchasing.PurchaseQueries;
import io.tillbridge.rehearsal.MappingDiffs;
import io.tillbridge.rehearsal.Shadows;
import io.tillbridge.reload.ReloadOutcome;
import io.tillbridge.reload.Reloads;
import io.tillbridge.reservation.DeskLoad;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.reservation.ReservationBed;
import io.tillbridge.reservation.ReservationDesk;
import io.tillbridge.reservation.ReservationQueries;
import io.tillbridge.reservation.RiskQueries;
import io.tillbridge.reservation.ShippedFulfilment;
import io.tillbridge.reservation.SubstitutionDesk;
import io.tillbridge.security.ApiProperties;
import io.tillbridge.security.SecretVault;
import io.tillbridge.security.SecretsProperties;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.CountLimits;
import io.tillbridge.stock.CountRows;
import io.tillbridge.stock.CountsDue;
import io.tillbridge.stock.NoticeQueries;
import io.tillbridge.stock.OpenClaims;
import io.tillbridge.stock.OrderedGoods;
import io.tillbridge.stock.StockQueries;
import io.tillbridge.stock.TraceQueries;
import io.tillbridge.stock.TransferQueries;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.PlainConditions;
import io.tillbridge.tasks.TaskDesk;
import io.tillbridge.tasks.TaskQueries;
import io.tillbridge.verification.BooksVerification;
import io.tillbridge.verification.VerificationBed;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.impl.DefaultCamelContext;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The API on a free port over a database of its own: the shipped web settings, the console and the token filter, posting
 * beside them, and nothing else of the hub.
 */
final class ConsoleBed implements AutoCloseable {

    static final String TOKEN = "test-token";

    private static final ObjectMapper JSON = new ObjectMapper();

    final PostingBed posting;
    final ManualClock clock = new ManualClock(PostingBed.NOW);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    final String url;

    ConsoleBed() {
        this(new PostingBed("TEE", "MUG", "KEPT"));
    }

    /** The API of a hub with these books. */
    ConsoleBed(PostingBed posting) {
        this.posting = posting;
        camel.start();
        context = new SpringApplicationBuilder(Hub.class)
                .initializers(application -> {
                    application.getBeanFactory().registerSingleton("dataSource", posting.database);
                    application.getBeanFactory().registerSingleton("clock", clock);
                    application.getBeanFactory().registerSingleton("postingBed", posting);
                    application.getBeanFactory().registerSingleton("connectionPlans", posting.plans);
                    application.getBeanFactory().registerSingleton("camel", camel);
                })
                .run("--server.port=0", "--tillbridge.api.token=" + TOKEN);
        url = "http://localhost:"
                + ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** An answer: status, headers and body. */
    record Answer(int status, HttpResponse<String> response) {

        JsonNode json() {
            return ConsoleBed.json(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Status and code of a problem, which must be one. */
        String problem() {
            if (!header("Content-Type").equals("application/problem+json")
                    || json().path("status").asInt() != status
                    || !json().path("type")
                            .asText()
                            .equals("https://tillbridge.io/problems/"
                                    + json().path("code").asText())) {
                return "no problem document: " + status + " " + header("Content-Type") + " " + response.body();
            }
            return status + " " + json().path("code").asText();
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer put(String path, String body) {
        return send(request(path).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** A POST under a key of its own. */
    Answer post(String path, String body) {
        return post(path, body, "\"" + UUID.randomUUID() + "\"");
    }

    Answer post(String path, String body, String key) {
        return send(request(path)
                .header("Idempotency-Key", key)
                .header("Tillbridge-Actor", "ana")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json");
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything the server answers to a request line that no client library would send. */
    String line(String line) {
        URI hub = URI.create(url);
        try (Socket socket = new Socket(hub.getHost(), hub.getPort())) {
            socket.getOutputStream()
                    .write((line + "\r\nHost: hub\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something while PostgreSQL has no room for audit entries. */
    void withoutRoomForAudit(Runnable action) {
        posting.sql.sql("""
                create function audit_is_full() returns trigger language plpgsql as
                    'begin raise exception ''no room'' using errcode = ''53100''; end';
                create trigger audit_is_full before insert on audit_entry
                    for each statement execute function audit_is_full();
                """).update();
        try {
            action.run();
        } finally {
            posting.sql.sql("drop function audit_is_full cascade").update();
        }
    }

    @Override
    public void close() {
        context.close();
        camel.stop();
    }

    /** Two versions each of an outbound and of an inbound mapping, and value maps. */
    static final Map<String, String> MAPPINGS = Map.of(
            "mappings/shop/thing/V001__first.mapping.yaml",
            """
            apiVersion: tillbridge/v1
            kind: Mapping
            subject: shop.thing
            version: 1
            from: shop/thing.v1
            to: other/thing.v1
            rows:
              - {to: id, type: id, from: id}
              - {to: price, type: decimal, from: price}
              - to: lines[]
                each: items
                key: [sku]
                rows:
                  - {to: sku, type: string, from: code, via: [upper]}
            """,
            "mappings/shop/thing/V002__second.mapping.yaml",
            """
            apiVersion: tillbridge/v1
            kind: Mapping
            subject: shop.thing
            version: 2
            from: shop/thing.v1
            to: other/thing.v1
            rows:
              - {to: id, type: id, from: id}
              - to: lines[]
                each: items
                key: [sku]
                rows:
                  - {to: sku, type: string, from: code, via: [trim, upper]}
              - {to: place, type: id, from: $resolved.place}
            """,
            "mappings/shop/event/V001__first.mapping.yaml",
            """
            apiVersion: tillbridge/v1
            kind: Mapping
            subject: shop.event
            version: 1
            from: shop/event.v1
            to: canonical/item.v1
            rows:
              - {to: system, type: id, from: $connection.id}
              - {to: id, type: id, from: key}
              - {to: sku, type: string, from: event.sku, required: true}
              - {to: revision, type: instant, from: event.revision}
              - {to: name, type: string, from: event.name}
              - {to: ext.shop.parent, type: string, from: $event.parentKey}
              - {to: ext.shop.kind, type: string, from: event.kind, via: [valuemap(shop_kinds)]}
              - {to: ext.shop.origin, type: string, const: web}
            """,
            "mappings/shop/event/V002__second.mapping.yaml",
            """
            apiVersion: tillbridge/v1
            kind: Mapping
            subject: shop.event
            version: 2
            from: shop/event.v1
            to: canonical/item.v1
            rows:
              - {to: system, type: id, from: $connection.id}
              - {to: id, type: id, from: key}
              - {to: sku, type: string, from: event.sku, required: true}
              - {to: revision, type: instant, from: event.revision}
              - {to: name, type: string, from: event.name, via: [upper]}
              - {to: ext.shop.parent, type: string, from: $event.parentKey}
              - {to: ext.shop.kind, type: string, from: event.kind, via: [valuemap(shop_kinds)]}
              - {to: ext.shop.origin, type: string, const: web}
            """,
            "mappings/valuemaps/shop_kinds.valuemap.yaml",
            """
            apiVersion: tillbridge/v1
            kind: ValueMap
            name: shop_kinds
            version: 4
            key: {columns: [source], normalize: [trim, upper]}
            bijective: false
            unmapped: {do: hold}
            rows:
              - {source: WEAR, target: clothing}
            """,
            "mappings/valuemaps/codes.valuemap.yaml",
            """
            kind: ValueMap
            name: codes
            version: 1
            key: {columns: [source], normalize: [trim, upper]}
            bijective: true
            rows:
              - {source: A, target: alpha}
              - {source: B, target: beta, from: 2026-01-01}
            """);

    /** Not annotated as a configuration, so that no scan of a whole hub finds it. */
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        SpringDocConfiguration.class,
        SpringDocWebMvcConfiguration.class,
        SpringDocConfigProperties.class
    })
    @ComponentScan({"io.tillbridge.console", "io.tillbridge.security"})
    @EnableConfigurationProperties({
        ApiProperties.class,
        SecretsProperties.class,
        DataProperties.class,
        MappingsProperties.class
    })
    @Import({
        MessageQueries.class,
        StockQueries.class,
        DeskLoad.class,
        CountRows.class,
        ReturnQueries.class,
        CountsDue.class,
        OpenClaims.class,
        RiskQueries.class,
        ConditionEdits.class,
        OrderQueries.class,
        OrderPromises.class,
        JournalQueries.class,
        Periods.class,
        ItemQueries.class,
        MasterEdits.class,
        TransferQueries.class,
        NoticeQueries.class,
        TraceQueries.class,
        OrderedGoods.class,
        PurchaseQueries.class,
        PurchaseClosing.class,
        TaskQueries.class,
        TaskDesk.class,
        ConflictDesk.class,
        CodeEdits.class,
        ScannedCodes.class,
        ItemPrices.class,
        CrossReferences.class,
        HeldMessages.class,
        ReadySignal.class,
        MappingDiffs.class,
        Shadows.class,
        AuditLog.class
    })
    static class Hub {

        /** Stands where the hooks are: answers 405 to everything by itself. */
        @Bean
        ServletRegistrationBean<HttpServlet> hooks() {
            return new ServletRegistrationBean<>(
                    new HttpServlet() {
                        private static final long serialVersionUID = 1L;
                    },
                    "/hooks/*");
        }

        @Bean(destroyMethod = "close")
        DataDirectory dataDirectory() throws IOException {
            return DataDirectory.open(Files.createTempDirectory("console"), 0);
        }

        @Bean
        HomeFiles homeFiles() throws IOException {
            Map<String, String> files = new TreeMap<>(MAPPINGS);
            String schema = "config/canonical/item.v1.schema.json";
            files.put(schema, Files.readString(Path.of(schema)));
            return HomeFiles.of(files);
        }

        @Bean
        MappingImport mappingImport(DataSource database, Clock clock) {
            return new MappingImport(database, clock);
        }

        @Bean
        RunningMappings mappings(HomeFiles files, MappingImport imports) {
            return new RunningMappings(imports.importReleased(LoadedMappings.of(files)));
        }

        @Bean
        StampedMappings stampedMappings(RunningMappings mappings, DataSource database) {
            return StampedMappings.of(mappings, database);
        }

        @Bean
        MappingNews mappingNews(RunningMappings mappings, MappingImport imports, Clock clock) {
            return new MappingRefresh(mappings, imports, event -> {}, clock);
        }

        @Bean
        SetChanges setChanges(RunningMappings mappings) {
            return new SetChanges(mappings);
        }

        @Bean
        ValueMapChanges valueMapChanges(RunningMappings mappings, Clock clock) {
            return new ValueMapChanges(mappings, clock);
        }

        @Bean
        Reloads reloads(Clock clock) {
            return new Reloads() {
                @Override
                public ReloadOutcome last() {
                    return ReloadOutcome.plain(clock.instant(), "start", "unchanged");
                }

                @Override
                public ReloadOutcome run(String by) {
                    return ReloadOutcome.plain(clock.instant(), by, "unchanged");
                }
            };
        }

        @Bean
        RepostBed repostBed(PostingBed bed, Mappings mappings) {
            return new RepostBed(bed, mappings);
        }

        @Bean
        NoticeDesk noticeDesk(PostingBed posting) {
            return posting.noticeDesk;
        }

        @Bean
        TransferClosing transferClosing(PostingBed posting) {
            return posting.transferClosing;
        }

        @Bean
        OrderSourcing orderSourcing(PostingBed posting) {
            return posting.sourcing;
        }

        @Bean
        Reposts reposts(RepostBed bed) {
            return bed.reposts;
        }

        @Bean
        AvailabilityPolicy availabilityPolicy() {
            return AvailabilityApiIT.policy();
        }

        @Bean
        FulfilmentRules fulfilmentRules() {
            return ShippedFulfilment.rules();
        }

        @Bean
        ReservationBed reservationBed(PostingBed bed) {
            return new ReservationBed(bed);
        }

        @Bean(destroyMethod = "")
        ReservationDesk reservationDesk(ReservationBed bed) {
            return bed.desk;
        }

        @Bean
        ReservationQueries reservationQueries(ReservationBed bed) {
            return bed.queries;
        }

        @Bean
        SubstitutionDesk substitutionDesk(ReservationBed bed, AuditLog audit) {
            return bed.substitutions(audit);
        }

        @Bean
        OrderDesk orderDesk(PostingBed bed) {
            return bed.orderDesk;
        }

        @Bean
        OrderMoves orderMoves(PostingBed bed) {
            return bed.orderMoves;
        }

        @Bean
        CountDesk countDesk(PostingBed bed) {
            return bed.countDesk;
        }

        @Bean
        ReturnDesk returnDesk(PostingBed bed) {
            return bed.returnDesk;
        }

        @Bean
        CountRules countRules() {
            return new CountRules(CountLimits.NONE, Map.of("A", Duration.ofDays(30)));
        }

        @Bean
        BooksVerification booksVerification(PostingBed bed) {
            return VerificationBed.over(bed.database);
        }

        @Bean
        ItemTelling itemTelling(PostingBed bed) {
            return bed.telling;
        }

        @Bean
        PurchaseTelling purchaseTelling(PostingBed bed) {
            return bed.purchases;
        }

        @Bean
        BarcodeRules barcodeRules() {
            Problems problems = new Problems();
            BarcodeRules rules =
                    BarcodeRules.read(HomeFiles.of(Map.of(BarcodeRules.FILE, BarcodesApiIT.RULES)), problems);
            problems.refuse();
            return rules;
        }

        @Bean
        Outbox outbox() {
            return new Outbox();
        }

        @Bean
        LaneSignals laneSignals() {
            return new LaneSignals(100);
        }

        @Bean
        DeliveryModule deliveryModule(
                DefaultCamelContext camel,
                DataSource database,
                Clock clock,
                LaneSignals signals,
                Mappings mappings,
                ConnectionPlans plans) {
            Partners clients =
                    new Partners(camel, reference -> List.of("secret"), new PlainConditions(), clock, new Random(1));
            return new DeliveryModule(
                    camel,
                    database,
                    clock,
                    DeliverySettings.defaults(),
                    signals,
                    mappings,
                    new DeadLetters(clock, (tx, filed) -> {}),
                    clients,
                    new SimpleMeterRegistry(),
                    new Random(1));
        }

        @Bean
        Deliveries deliveries(DeliveryModule module) {
            return module.deliveries();
        }

        @Bean
        Retries retries(DeliveryModule module) {
            return module.retries();
        }

        @Bean
        SourceAlerts sourceAlerts(JdbcClient jdbc) {
            return new SourceAlerts(jdbc);
        }

        @Bean
        WebhookSecrets webhookSecrets(SecretVault vault) {
            return new WebhookSecrets(
                    reference -> vault.read(reference.kind(), reference.name(), reference.list()).stream()
                            .map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8))
                            .toList());
        }

        @Bean
        ConnectionStates connectionStates(DeliveryModule module) {
            return module.states();
        }
    }
}
