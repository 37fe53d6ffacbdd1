package io.tillbridge;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** The hub as a Spring application; {@code platform} and {@code audit} may be used by every package. */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(sharedModules = {"platform", "audit"})
public class TillbridgeApplication {}
