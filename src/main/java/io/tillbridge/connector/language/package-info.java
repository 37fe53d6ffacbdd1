/**
 * Reads connector and connection files into plans. Internal: other packages use the plans and {@code ConnectorCatalog}.
 */
@NullMarked
package io.tillbridge.connector.language;

import org.jspecify.annotations.NullMarked;
