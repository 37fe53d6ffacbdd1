package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Pages;
import io.tillbridge.partner.Received;
import io.tillbridge.support.Plans;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What answers without a body mean for a listing. */
class PagingTest {

    private static final URI ASKED = URI.create("https://example.com/orders?page=1");

    private static PageTurn turn(int status, boolean mayBeAbsent) {
        Paging paging = new Paging(
                Plans.client("https://example.com", new Auth.None(), null, List.of()),
                new Pages.LinkHeader(Set.of(), 100, 10),
                JsonPointer.empty(),
                mayBeAbsent);
        Received nothing = new Received(status, Map.of(), new byte[0], MissingNode.getInstance());
        return paging.turn(PagePlace.START, ASKED, nothing);
    }

    @Test
    void noContentIsAnEmptyListWhereListsMayBeAbsent() {
        assertThat(turn(204, true)).isEqualTo(new PageTurn.Read(MissingNode.getInstance(), List.of(), null, false));
    }

    @Test
    void noContentIsAnErrorWhereAListIsPromised() {
        assertThat(turn(204, false)).isInstanceOf(PageTurn.Wrong.class);
    }

    @Test
    void aBodyThatIsNoJsonIsAnErrorEverywhere() {
        assertThat(turn(200, true)).isInstanceOf(PageTurn.Wrong.class);
    }
}
