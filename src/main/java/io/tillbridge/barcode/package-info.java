/**
 * What a scanned code says by itself: check digits, article numbers, numbers of restricted circulation, GS1 element
 * strings, Code 128, and label images. Knows no item and no database.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillbridge.barcode;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
