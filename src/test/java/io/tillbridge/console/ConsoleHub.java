package io.tillbridge.console;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.MappingsProperties;
import io.tillbridge.message.MessageQueries;
import io.tillbridge.platform.DataDirectory;
import io.tillbridge.platform.DataProperties;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.reload.ReloadOutcome;
import io.tillbridge.reload.Reloads;
import io.tillbridge.security.ApiProperties;
import io.tillbridge.security.SecretsProperties;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
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
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The hub of the API under test. Not annotated as a configuration, so that no scan of a whole hub finds it. */
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
    AuditLog.class,
    ConsoleMappings.class,
    ConsoleDelivery.class,
    ConsoleOrders.class,
    ConsoleBooks.class
})
class ConsoleHub {

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
        Map<String, String> files = new TreeMap<>(ConsoleMappings.ALL);
        String schema = "config/canonical/item.v1.schema.json";
        files.put(schema, Files.readString(Path.of(schema)));
        return HomeFiles.of(files);
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
}
