package io.tillbridge.console;

import io.tillbridge.platform.StorableText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a query that the resource would misread: a parameter that it does not declare, one given twice, and a text that
 * PostgreSQL cannot store.
 */
final class QueryCheck implements HandlerInterceptor {

    /** Tomcat's attribute: a parameter could not be decoded and was left out. */
    private static final String LEFT_OUT = "org.apache.catalina.parameter_parse_failed";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod resource) {
            SortedSet<String> known = parameters(resource.getMethod());
            request.getParameterMap().forEach((name, values) -> check(known, name, values));
            if (request.getAttribute(LEFT_OUT) != null) {
                throw ApiProblem.badRequest(
                        "invalid_parameter", "the query cannot be decoded; a percent sign is written %25");
            }
        }
        return true;
    }

    private static void check(SortedSet<String> known, String name, String... values) {
        if (!known.contains(name)) {
            throw ApiProblem.badRequest(
                    "unknown_parameter",
                    "this resource has no parameter '" + name + "'; it has "
                            + (known.isEmpty() ? "none" : String.join(", ", known)));
        }
        if (values.length > 1) {
            throw ApiProblem.badRequest("invalid_parameter", "'" + name + "' may be given once only");
        }
        if (!StorableText.clean(values[0]).equals(values[0])) {
            throw ApiProblem.badRequest(
                    "invalid_parameter", "'" + name + "' has U+0000 or half a surrogate pair, which no text can hold");
        }
    }

    private static SortedSet<String> parameters(Method resource) {
        SortedSet<String> names = new TreeSet<>();
        for (Parameter parameter : resource.getParameters()) {
            if (parameter.isAnnotationPresent(RequestParam.class)) {
                names.add(parameter.getName());
            }
        }
        return names;
    }
}
