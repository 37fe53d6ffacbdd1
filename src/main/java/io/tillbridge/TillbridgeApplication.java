package io.tillbridge;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** The hub as a Spring application; {@code platform} and {@code audit} may be used by every package. */
// The platform package starts Artemis itself: Boot's embedded broker keeps nothing on disk
@SpringBootApplication(exclude = {ArtemisAutoConfiguration.class, JmsAutoConfiguration.class})
@ConfigurationPropertiesScan
@Modulithic(sharedModules = {"platform", "audit"})
public class TillbridgeApplication {}
