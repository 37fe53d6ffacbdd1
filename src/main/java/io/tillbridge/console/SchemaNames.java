package io.tillbridge.console;

import io.swagger.v3.core.jackson.TypeNameResolver;

/** Names of the description's schemas: what is nested in a resource is named after it too, because others have the same word. */
final class SchemaNames extends TypeNameResolver {

    @Override
    protected String getNameOfClass(Class<?> type) {
        Class<?> around = type.getEnclosingClass();
        return around == null
                ? type.getSimpleName()
                : getNameOfClass(around).replaceFirst("Api$", "") + type.getSimpleName();
    }
}
