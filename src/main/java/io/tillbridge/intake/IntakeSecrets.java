package io.tillbridge.intake;

import io.tillbridge.security.SecretVault;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads verification secrets from the vault. */
@Configuration(proxyBeanMethods = false)
class IntakeSecrets {

    @Bean
    SecretLookup intakeSecretLookup(SecretVault vault) {
        return reference -> vault.read(reference.kind(), reference.name(), reference.list()).stream()
                .map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
