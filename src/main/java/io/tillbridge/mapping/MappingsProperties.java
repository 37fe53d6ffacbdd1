package io.tillbridge.mapping;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How versions of mappings come into force, under {@code tillbridge.mappings}.
 *
 * @param ownReview true: nobody else need read a version before its release; false: every version needs another's approval;
 *     null: those that name their author do
 */
@ConfigurationProperties("tillbridge.mappings")
public record MappingsProperties(@Nullable Boolean ownReview) {}
