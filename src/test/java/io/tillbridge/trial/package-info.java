@NullMarked
package io.tillbridge.trial;

import org.jspecify.annotations.NullMarked;
