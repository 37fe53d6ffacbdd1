package io.tillbridge.connector;

/** Where an inbound flow's documents come from. */
public sealed interface Source permits WebhookSource, PollHttpSource {}
