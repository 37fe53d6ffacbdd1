package io.tillbridge.intake;

import io.tillbridge.security.MissingSecretException;
import io.tillbridge.security.SecretVault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads verification secrets from the vault. */
@Configuration(proxyBeanMethods = false)
class IntakeSecrets {

    /** A secret that is missing refuses every webhook of its flow; the vault's own check at start says so. */
    @Bean
    SecretLookup intakeSecretLookup(SecretVault vault) {
        return reference -> {
            try {
                return vault.read(reference.kind(), reference.name(), reference.list()).stream()
                        .map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8))
                        .toList();
            } catch (MissingSecretException missing) {
                return List.of();
            }
        };
    }
}
