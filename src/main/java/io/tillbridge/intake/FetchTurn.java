package io.tillbridge.intake;

import org.jspecify.annotations.Nullable;

/**
 * The fetches of one connection that go through one of its clients: what may be slow together.
 *
 * @param client null for a connection whose configuration has no fetches any more
 */
record FetchTurn(String connection, @Nullable String client) {}
