package io.tillbridge.console;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a body that is not what the resource takes. */
final class BodyProblem {

    private BodyProblem() {}

    /**
     * The problem {@code invalid_body}, which points at the member.
     *
     * @param cause why the body could not be bound; null when there is none
     */
    static ApiProblem of(@Nullable Throwable cause) {
        return ApiProblem.badRequest("invalid_body", detail(cause) + "; /api/openapi describes what is expected");
    }

    private static String detail(@Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return "the body's member " + place(unknown) + " is unknown here; known are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        String at =
                cause instanceof JsonMappingException json && !json.getPath().isEmpty() ? " at " + place(json) : "";
        return "the body is not the JSON this resource takes" + at;
    }

    private static JsonPointer place(JsonMappingException e) {
        JsonPointer place = JsonPointer.empty();
        for (JsonMappingException.Reference step : e.getPath()) {
            place = step.getFieldName() == null
                    ? place.appendIndex(step.getIndex())
                    : place.appendProperty(step.getFieldName());
        }
        return place;
    }
}
