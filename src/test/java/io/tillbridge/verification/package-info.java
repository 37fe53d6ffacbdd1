@NullMarked
package io.tillbridge.verification;

import org.jspecify.annotations.NullMarked;
