package io.tillbridge.architecture;

import io.tillbridge.TillbridgeApplication;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    /** A new edge is either a mistake, or a decision: then add it to allowedDependencies and say why in the review. */
    @Test
    void packagesUseOnlyWhatTheirPackageInfoAllowsAndFormNoCycle() {
        ApplicationModules.of(TillbridgeApplication.class).verify();
    }
}
