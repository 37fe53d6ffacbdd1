@NullMarked
package io.tillbridge.authoring;

import org.jspecify.annotations.NullMarked;
