/** Reservations: holds on stock at checkout and what becomes of them, decided in rounds so that nothing is oversold. */
@ApplicationModule(allowedDependencies = {"canonical", "stock", "catalog", "outbox", "tasks"})
@NullMarked
package io.tillbridge.reservation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
