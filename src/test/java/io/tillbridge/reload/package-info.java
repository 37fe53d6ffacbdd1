@NullMarked
package io.tillbridge.reload;

import org.jspecify.annotations.NullMarked;
