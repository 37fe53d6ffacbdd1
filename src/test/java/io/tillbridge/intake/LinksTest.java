package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinksTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "<https://x/a?b=1,2;3>; rel=next | https://x/a?b=1,2;3",
                "<https://x/1>; rel=\"prev\", <https://x/2>; title=\"a, <b>; rel=next\"; rel=\"NEXT\" | https://x/2",
                "<https://x/1>; rel=\"prev\"; rel=\"next\" | -",
                "<https://x/3> ; foo ; rel=\"last next\" | https://x/3",
                "<https://x/4>; rel=nextpage | -",
                "nonsense | -",
            })
    void theNextLinkIsFound(String header, String expected) {
        assertThat(Links.next(header)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"?page=2, https://x.example/v1/orders?page=2", "/other, https://x.example/other"})
    void aRelativeLinkIsResolvedAgainstItsPage(String link, String expected) {
        assertThat(Links.resolve(URI.create("https://x.example/v1/orders"), link))
                .hasToString(expected);
    }
}
