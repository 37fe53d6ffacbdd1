package io.tillbridge.connector;

/**
 * A call that tells whether a connection works, such as reading the shop's name.
 *
 * @param client that makes the call
 * @param expect holds on the answer's document when the connection works
 */
public record ConnectionCheck(String name, String client, RequestTemplate request, Condition expect) {}
