package io.tillbridge.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.StorableText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Refuses bodies in which a text or a name has what no text in PostgreSQL can hold. */
@RestControllerAdvice
final class StorableBodies extends RequestBodyAdviceAdapter {

    @Override
    public boolean supports(MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage input,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        byte[] body = input.getBody().readAllBytes();
        if (!storable(body)) {
            throw ApiProblem.badRequest(
                    "invalid_body", "a text of the body has U+0000 or half a surrogate pair, which cannot be stored");
        }
        return new Body(input.getHeaders(), body);
    }

    private static boolean storable(byte[] body) throws IOException {
        try {
            return StorableText.of(ExactJson.parse(body).toString()) == StorableText.WHOLE;
        } catch (JsonProcessingException e) {
            return true; // no JSON: refused with its place when it is bound
        }
    }

    private record Body(
            HttpHeaders headers,
            @SuppressWarnings("ArrayRecordComponent") byte[] bytes) implements HttpInputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
