package io.tillbridge.support;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Drops the databases of each test class at its end; JUnit finds it by {@code META-INF/services}. */
public final class DatabasesEnd implements AfterEachCallback, AfterAllCallback {

    @Override
    public void afterEach(ExtensionContext test) {
        TestDatabase.closeIdleConnections();
    }

    /** A nested class uses its outer one's databases. */
    @Override
    public void afterAll(ExtensionContext tests) {
        if (!tests.getRequiredTestClass().isAnnotationPresent(Nested.class)) {
            TestDatabase.dropAll();
        }
    }
}
