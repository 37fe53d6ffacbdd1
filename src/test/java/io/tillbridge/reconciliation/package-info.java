@NullMarked
package io.tillbridge.reconciliation;

import org.jspecify.annotations.NullMarked;
