package io.tillbridge.message;

/** Documents became ready to be posted. Published in process after their commit; posting looks by itself as well. */
public record DocumentsReady() {}
