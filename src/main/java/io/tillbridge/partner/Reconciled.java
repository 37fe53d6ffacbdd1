package io.tillbridge.partner;

/** What a poll asked for by {@link ReconcileRequested} found is posted, or it found nothing. */
public record Reconciled(ReconcileRequested.Lane lane) {}
