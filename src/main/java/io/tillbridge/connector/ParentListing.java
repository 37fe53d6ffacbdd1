package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;

/** A listing whose records each have a listing of their own, which is asked for with {@code $(parent./pointer)}. */
public record ParentListing(RequestTemplate request, JsonPointer records, Pages pages) {}
