@NullMarked
package io.tillbridge.partner.network;

import org.jspecify.annotations.NullMarked;
