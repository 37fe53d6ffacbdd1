package io.tillbridge.partner;

/**
 * A poll's or fetch's answer says that the connection must rest until a person resumes it; deliveries record theirs
 * themselves.
 *
 * @param reason code and detail, for the operator
 */
public record PauseAsked(String connection, String reason) {}
