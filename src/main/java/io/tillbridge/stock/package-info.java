/** The stock ledger: movements, balances, claims, availability. */
@ApplicationModule(allowedDependencies = {"canonical", "outbox"})
@NullMarked
package io.tillbridge.stock;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
