package io.tillbridge.platform;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.NormalizedUri;

/**
 * Routes made from templates: built stopped, so that one can stand ready beside the one it replaces, and removed without
 * a trace, so that a hub that is reloaded a thousand times has as many routes as at its start.
 */
public final class TemplateRoutes {

    private TemplateRoutes() {}

    /**
     * Builds a route that does not run yet.
     *
     * @param template as named in {@code routes/}
     * @param parameters of the template
     * @throws IllegalStateException when it cannot be built; nothing is left of it
     */
    public static void build(CamelContext camel, String template, String routeId, Map<String, Object> parameters) {
        try {
            camel.getCamelContextExtension()
                    .getContextPlugin(Model.class)
                    .addRouteTemplateDefinitionConverter("*", TemplateRoutes::stopped);
            TemplatedRouteBuilder.builder(camel, template)
                    .routeId(routeId)
                    .parameters(parameters)
                    .add();
        } catch (Exception e) {
            forget(camel, routeId, e);
            throw new IllegalStateException(
                    "route " + routeId + " cannot be built from template " + template + "; check routes/" + template
                            + ".camel.yaml: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Starts a route.
     *
     * @throws IllegalStateException when it does not start; it stays, stopped
     */
    public static void start(CamelContext camel, String routeId) {
        try {
            camel.getRouteController().startRoute(routeId);
        } catch (Exception e) {
            throw new IllegalStateException("route " + routeId + " did not start: " + e.getMessage(), e);
        }
    }

    /**
     * Stops a route; what is under way may end first, within the context's time for a shutdown.
     *
     * @throws IllegalStateException when it does not stop
     */
    public static void stop(CamelContext camel, String routeId) {
        try {
            camel.getRouteController().stopRoute(routeId);
        } catch (Exception e) {
            throw new IllegalStateException("route " + routeId + " did not stop: " + e.getMessage(), e);
        }
    }

    /** Removes a stopped route, its definition and the endpoints that only it used. */
    public static void remove(CamelContext camel, String routeId) {
        try {
            camel.removeRoute(routeId);
            removeDefinition(camel, routeId);
        } catch (Exception e) {
            throw new IllegalStateException("route " + routeId + " was not removed: " + e.getMessage(), e);
        }
    }

    /** Takes an address out of the context's registry whose endpoint lives on: removing its route would stop it. */
    public static void release(CamelContext camel, String uri) {
        camel.getEndpointRegistry().remove(NormalizedUri.newNormalizedUri(uri, false));
    }

    private static RouteDefinition stopped(RouteTemplateDefinition template, Map<String, Object> parameters)
            throws Exception {
        RouteDefinition route = RouteTemplateDefinition.Converter.DEFAULT_CONVERTER.apply(template, parameters);
        route.setAutoStartup("false");
        return route;
    }

    private static void forget(CamelContext camel, String routeId, Exception cause) {
        try {
            camel.removeRoute(routeId);
            removeDefinition(camel, routeId);
        } catch (Exception second) {
            cause.addSuppressed(second);
        }
    }

    private static void removeDefinition(CamelContext camel, String routeId) throws Exception {
        ModelCamelContext model = (ModelCamelContext) camel;
        RouteDefinition definition = model.getRouteDefinition(routeId);
        if (definition != null) {
            model.removeRouteDefinition(definition);
        }
    }
}
