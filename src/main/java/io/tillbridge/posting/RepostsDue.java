package io.tillbridge.posting;

/** A repost was asked for or confirmed on this node: its worker need not wait for its next look. */
record RepostsDue() {}
