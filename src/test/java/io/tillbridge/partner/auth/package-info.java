@NullMarked
package io.tillbridge.partner.auth;

import org.jspecify.annotations.NullMarked;
