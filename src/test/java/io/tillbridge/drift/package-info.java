@NullMarked
package io.tillbridge.drift;

import org.jspecify.annotations.NullMarked;
