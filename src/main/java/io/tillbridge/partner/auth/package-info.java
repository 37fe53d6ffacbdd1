/** What proves a caller when that takes more than a secret: tokens, signatures, sessions, certificates. */
@NullMarked
package io.tillbridge.partner.auth;

import org.jspecify.annotations.NullMarked;
