package io.tillbridge.security;

import io.tillbridge.platform.DataDirectory;
import io.tillbridge.platform.DataProperties;
import io.tillbridge.platform.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The token filter in front of the API, and the vault. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    FilterRegistrationBean<BearerTokenFilter> bearerTokenFilter(ApiToken token) {
        FilterRegistrationBean<BearerTokenFilter> registration =
                new FilterRegistrationBean<>(new BearerTokenFilter(token));
        registration.addUrlPatterns("/api/*", "/actuator/prometheus");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    @Bean
    SecretVault secretVault(SecretsProperties properties, DataProperties places, DataDirectory data, Clock clock) {
        List<Path> folders = properties.directory().isBlank()
                ? List.of(places.home().path().resolve("secrets"), data.secrets())
                : List.of(Path.of(properties.directory()));
        return new SecretVault(folders, properties.reload(), clock, System::getenv);
    }

    @Bean
    SealingKey sealingKey(SecretsProperties properties, DataDirectory data) throws IOException {
        return new SealingKey(new Secret(
                properties.tokenKey().isBlank()
                        ? PrivateFiles.readOrGenerate(data.secrets().resolve("token-key"))
                        : properties.tokenKey().strip()));
    }
}
