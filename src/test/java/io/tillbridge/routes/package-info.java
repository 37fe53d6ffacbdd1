/** Tests of the topology as it ships: the files under {@code routes/} and what they tie together. */
@NullMarked
package io.tillbridge.routes;

import org.jspecify.annotations.NullMarked;
