/** Accounting documents made from sales, refunds, tenders, taxes and goods, balanced to the minor unit. */
@ApplicationModule(allowedDependencies = {"canonical", "outbox"})
@NullMarked
package io.tillbridge.books;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
