package io.tillbridge.mapping;

import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How versions of mappings come into force, under {@code tillbridge.mappings}.
 *
 * @param ownReview true: nobody else need read a version before its release; false: every version needs another's approval;
 *     null: those that name their author do
 * @param reviewEvery after how long the version in force is to be looked at again, such as {@code P3M}
 */
@ConfigurationProperties("tillbridge.mappings")
public record MappingsProperties(
        @Nullable Boolean ownReview, @DefaultValue("P3M") Period reviewEvery) {}
