/** The simulated systems verify what they receive, and sign as their vendors do. */
@NullMarked
package io.tillbridge.demo;

import org.jspecify.annotations.NullMarked;
