@NullMarked
package io.tillbridge.tasks;

import org.jspecify.annotations.NullMarked;
