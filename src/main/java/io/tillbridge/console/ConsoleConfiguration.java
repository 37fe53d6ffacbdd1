package io.tillbridge.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.deadletter.Desk;
import io.tillbridge.deadletter.DryRunReplays;
import io.tillbridge.deadletter.Replays;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.reservation.DeskLoad;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** What the API needs around its controllers: idempotency, the description, and ids with slashes in paths. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    private static final int AFTER_THE_TOKEN = Ordered.HIGHEST_PRECEDENCE + 20;

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(IdempotentRequests requests, ObjectMapper json) {
        FilterRegistrationBean<IdempotencyFilter> registration =
                new FilterRegistrationBean<>(new IdempotencyFilter(requests, json));
        registration.addUrlPatterns("/api/*");
        registration.setOrder(AFTER_THE_TOKEN);
        return registration;
    }

    /** Outside of what makes requests take effect once: who asks waits for that too. */
    @Bean
    FilterRegistrationBean<DeskLoadFilter> deskLoadFilter(DeskLoad load) {
        FilterRegistrationBean<DeskLoadFilter> registration = new FilterRegistrationBean<>(new DeskLoadFilter(load));
        registration.addUrlPatterns("/api/reservations", "/api/reservations/*");
        registration.setOrder(AFTER_THE_TOKEN - 1);
        return registration;
    }

    /** Ids such as {@code gid://shopify/InventoryItem/1} travel as one path segment with {@code %2F}. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slashesInsideIds() {
        return factory -> factory.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    }

    @Bean
    Desk desk(DataSource database) {
        return new Desk(database);
    }

    @Bean
    DryRunReplays dryRunReplays(DataSource database, Clock clock, AuditLog audit) {
        return new DryRunReplays(
                database,
                clock,
                (transaction, replay, by, reason, items) -> audit.record(
                        transaction,
                        by,
                        "dry_run.replay",
                        replay.toString(),
                        ExactJson.nodes()
                                .objectNode()
                                .put("reason", reason)
                                .put("items", items)
                                .toString()));
    }

    @Bean
    Replays replays(DataSource database, Clock clock, AuditLog audit) {
        return new Replays(
                database,
                clock,
                (transaction, replay, by, reason, items) -> audit.record(
                        transaction,
                        by,
                        "dead_letter.replay",
                        replay.toString(),
                        ExactJson.nodes()
                                .objectNode()
                                .put("reason", reason)
                                .put("items", items)
                                .toString()));
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Tillbridge")
                        .version("1")
                        .description("Everything an operator sees and does. Errors are RFC 9457 problems whose type is"
                                + " stable per code. Lists are pages: send 'next' as 'after'. Decimals and ids are text,"
                                + " instants are UTC. A POST needs an Idempotency-Key; its answer, unless 5xx, is repeated for "
                                + IdempotentRequests.KEPT.toHours() + " hours."))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList("token"));
    }

    /** Describes answers and bodies under names that are each of one record. */
    @Bean
    ModelResolver schemas(ObjectMapperProvider mappers, SpringDocConfigProperties properties) {
        return new ModelResolver(mappers.jsonMapper(), new SchemaNames()).openapi31(properties.isOpenapi31());
    }

    @Bean
    OpenApiCustomizer idempotencyKeyOfEveryPost() {
        return api -> api.getPaths().values().forEach(path -> {
            if (path.getPost() != null) {
                path.getPost()
                        .addParametersItem(new HeaderParameter()
                                .name(IdempotencyKey.HEADER)
                                .required(true)
                                .schema(new StringSchema())
                                .example("\"8e03978e-40d5-43e8-bc93-6894a57f9324\""));
            }
        });
    }
}
