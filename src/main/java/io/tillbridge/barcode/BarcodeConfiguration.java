package io.tillbridge.barcode;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of codes, read once at start. */
@Configuration(proxyBeanMethods = false)
class BarcodeConfiguration {

    @Bean
    BarcodeRules barcodeRules(HomeFiles home) {
        Problems problems = new Problems();
        BarcodeRules rules = BarcodeRules.read(home, problems);
        problems.refuse();
        return rules;
    }
}
