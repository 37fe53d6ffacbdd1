package io.tillbridge.message;

/** Messages wait for a fetch that is due. Published in process after their commit; the fetch stage looks by itself as well. */
public record FetchesDue() {}
