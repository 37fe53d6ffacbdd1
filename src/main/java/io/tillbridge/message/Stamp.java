package io.tillbridge.message;

/**
 * What translated a message.
 *
 * @param generation of its connection
 * @param activation number of the activation row that chose the version, from 1; 0 when no row did
 * @param set generation of the active set, which says what value maps held; 0 when it was not kept
 */
public record Stamp(String mapping, int version, String sha256, int generation, int activation, long set) {}
