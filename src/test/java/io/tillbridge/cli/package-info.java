/** Tests of the command line: what it prints, its exit codes, and how a start fails. */
@NullMarked
package io.tillbridge.cli;

import org.jspecify.annotations.NullMarked;
