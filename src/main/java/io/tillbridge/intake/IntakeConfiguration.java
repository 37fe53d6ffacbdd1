package io.tillbridge.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.MappedPlaces;
import io.tillbridge.message.FetchFailures;
import io.tillbridge.message.FetchQueue;
import io.tillbridge.message.FullReads;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.Receipts;
import io.tillbridge.partner.Partners;
import io.tillbridge.platform.BrokerProperties;
import io.tillbridge.platform.DataDirectory;
import io.tillbridge.platform.Leases;
import io.tillbridge.platform.PrivateFiles;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** Wires intake: what the routes call by bean name, the filter before them, and the flows' routes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntakeProperties.class)
class IntakeConfiguration {

    /** A few milliseconds in one transaction, so that nothing waits for it. */
    private static final int RECEIPTS_A_PAGE = 1_000;

    @Bean
    HookFlows hookFlows() {
        return new HookFlows();
    }

    @Bean
    MessageIds messageIds(Clock clock) {
        return new MessageIds(clock);
    }

    /** The key outlives restarts, so that two HMACs of one document stay equal. */
    @Bean
    CardNumberRedaction cardNumberRedaction(DataDirectory data) throws IOException {
        String key = PrivateFiles.readOrGenerate(data.secrets().resolve("redaction-key"));
        return new CardNumberRedaction(key.getBytes(StandardCharsets.UTF_8));
    }

    @Bean
    RejectedDeliveries rejectedDeliveries(JdbcTemplate jdbc, MeterRegistry meters) {
        return new RejectedDeliveries(jdbc, meters);
    }

    @Bean
    Hooks hooks(HookFlows flows) {
        return new Hooks(flows);
    }

    @Bean
    AcceptWebhook acceptWebhook(
            HookFlows flows, MessageIds ids, CardNumberRedaction redaction, RejectedDeliveries rejected, Clock clock) {
        return new AcceptWebhook(flows, ids, redaction, rejected, clock);
    }

    @Bean
    HookAnswers hookAnswers(MeterRegistry meters) {
        return new HookAnswers(meters);
    }

    @Bean
    JournalComponent journal(
            @Qualifier("journalConnectionFactory") ConnectionFactory broker, BrokerProperties properties) {
        return new JournalComponent(broker, properties.sendTimeout());
    }

    @Bean(name = "platform-http-engine")
    HookEngine platformHttpEngine(@Value("${server.port:8080}") int port) {
        return new HookEngine(port);
    }

    @Bean
    BodyBudget bodyBudget(IntakeProperties properties, MeterRegistry meters) {
        return new BodyBudget(properties.bodyBytes(), meters);
    }

    @Bean
    ServletRegistrationBean<HookServlet> hookServlet(HookFlows flows, HookEngine engine, BodyBudget budget) {
        ServletRegistrationBean<HookServlet> registration =
                new ServletRegistrationBean<>(new HookServlet(flows, engine, budget), "/hooks/*");
        registration.setName("hooks");
        return registration;
    }

    /** The observation of requests is for the API and the probes: intake counts and times webhooks itself. */
    @Bean
    static BeanPostProcessor observedRequests() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof FilterRegistrationBean<?> filter
                        && filter.getFilter() instanceof ServerHttpObservationFilter) {
                    filter.setUrlPatterns(List.of("/api/*", "/actuator/*"));
                }
                return bean;
            }
        };
    }

    /** Fires schedules; calls are made by others. */
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService intakeClockwork() {
        ScheduledThreadPoolExecutor clockwork = new ScheduledThreadPoolExecutor(2, named("intake-clockwork"));
        clockwork.setRemoveOnCancelPolicy(true);
        return clockwork;
    }

    /** Threads of polls and fetches; {@link Pulls} and {@link FetchSchedule} bound how many there are. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService intakePulls() {
        return Executors.newCachedThreadPool(named("intake-pull"));
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Bean
    Pulls pulls(
            PulledDocuments documents,
            Leases leases,
            @Qualifier("intakeClockwork") ScheduledExecutorService clockwork,
            @Qualifier("intakePulls") ExecutorService threads,
            CamelContext camel,
            Clock clock) {
        return new Pulls(new PullWalk(documents, leases, clock), clockwork, threads, camel.createProducerTemplate());
    }

    @Bean
    SourceAdapter webhookAdapter(HookFlows hooks, SecretLookup secrets) {
        return new WebhookAdapter(hooks, secrets);
    }

    @Bean
    PollHttp pollHttp(
            Partners partners,
            PulledDocuments documents,
            FullReads full,
            MessageIds ids,
            CardNumberRedaction redaction,
            MeterRegistry meters,
            Clock clock) {
        return new PollHttp(partners, documents, full, ids, redaction, meters, clock);
    }

    @Bean
    SourceAdapter pollHttpAdapter(Pulls pulls, PollHttp polls) {
        return new PollHttpAdapter(pulls, polls);
    }

    @Bean
    KeyedPolls keyedPolls(
            ConnectionPlans plans,
            Partners partners,
            PollHttp polls,
            PulledDocuments documents,
            MappedPlaces mapped,
            Clock clock) {
        return new KeyedPolls(plans, partners, polls, documents, mapped, clock);
    }

    @Bean
    Fetches fetches(
            FetchQueue queue,
            ConnectionPlans plans,
            Partners partners,
            FetchFailures failures,
            MessageIds ids,
            CardNumberRedaction redaction,
            MappedPlaces mapped,
            Clock clock) {
        return new Fetches(queue, new FetchSettlement(queue, failures, ids, redaction, mapped, clock), plans, partners);
    }

    @Bean
    FetchSchedule fetchSchedule(
            FetchQueue queue,
            Fetches fetches,
            @Qualifier("intakeClockwork") ScheduledExecutorService clockwork,
            @Qualifier("intakePulls") ExecutorService threads,
            CamelContext camel,
            ApplicationEventPublisher events) {
        return new FetchSchedule(queue, fetches, clockwork, threads, camel.createProducerTemplate(), events);
    }

    @Bean
    ReceiptPruning receiptPruning(
            DataSource database, Receipts receipts, Leases leases, ConnectionPlans plans, Clock clock) {
        return new ReceiptPruning(database, receipts, leases, plans, clock, RECEIPTS_A_PAGE);
    }

    @Bean
    IntakeSchedule intakeSchedule(
            @Qualifier("intakeClockwork") ScheduledExecutorService clockwork,
            FetchSchedule fetches,
            RejectedDeliveries rejected,
            ReceiptPruning receipts,
            JmsConsumers consumers,
            @Qualifier("intakePulls") ExecutorService threads) {
        return new IntakeSchedule(clockwork, fetches, rejected, receipts, consumers, threads);
    }

    @Bean
    WebhookSecrets webhookSecrets(SecretLookup secrets) {
        return new WebhookSecrets(secrets);
    }

    @Bean
    FlowRoutes flowRoutes(
            CamelContext camel,
            ConnectionPlans plans,
            HookFlows hooks,
            List<SourceAdapter> adapters,
            MappedPlaces mapped) {
        return new FlowRoutes(camel, plans, hooks, adapters, mapped);
    }
}
