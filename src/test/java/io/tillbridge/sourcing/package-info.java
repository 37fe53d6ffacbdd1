@NullMarked
package io.tillbridge.sourcing;

import org.jspecify.annotations.NullMarked;
