package io.tillbridge.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.Template;
import io.tillbridge.support.Plans;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a placeholder of a path becomes: the resource that is meant, or no call at all. */
class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "$(canonical.sku), MUG, /stock/MUG",
        "$(canonical.sku), A/B?c, /stock/A%2FB%3Fc",
        "$(canonical.sku), ..., /stock/...",
        "$(resolved.product), 22/variations/23, /stock/22/variations/23",
        "$(resolved.product), 22/a b, /stock/22/a%20b"
    })
    void aValueIsOneSegmentAndAReferenceTheEndOfAPath(String placeholder, String value, String path) {
        assertThat(path(placeholder, value)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void aValueThatNamesNothingIsRefused(String value) {
        assertThatThrownBy(() -> path("$(canonical.sku)", value))
                .isInstanceOf(NoPathValueException.class)
                .hasMessageStartingWith("$(canonical.sku) of the path /stock/$(canonical.sku) ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "22/../orders", "22//23", "/orders", "22/"})
    void aReferenceThatLeadsElsewhereIsRefused(String value) {
        assertThatThrownBy(() -> path("$(resolved.product)", value)).isInstanceOf(NoPathValueException.class);
    }

    private static String path(String placeholder, String value) {
        return RequestRenderer.render(
                        Plans.client("https://example.com", new Auth.None(), null, List.of()),
                        new RequestTemplate("GET", Template.parse("/stock/" + placeholder), Map.of(), Map.of(), null),
                        name -> TextNode.valueOf(value))
                .path();
    }
}
