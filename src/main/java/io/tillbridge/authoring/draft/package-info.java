/** What is known of a new system, and the first files made of it. Internal: the command line asks {@code Scaffold}. */
@NullMarked
package io.tillbridge.authoring.draft;

import org.jspecify.annotations.NullMarked;
