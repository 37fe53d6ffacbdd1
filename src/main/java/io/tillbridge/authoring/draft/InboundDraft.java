package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One inbound flow.
 *
 * @param name of the flow
 * @param sample a document as the flow delivers it
 */
public record InboundDraft(String name, SourceDraft source, InboundMapping mapping, JsonNode sample) {}
