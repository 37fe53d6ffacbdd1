package io.tillbridge.console;

import static io.tillbridge.canonical.PlainDecimal.text;

import io.tillbridge.posting.OrderStory;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A location of a line; {@code why} names rule and reason where the hub chose it, {@code givenUp} what went elsewhere since. */
record PlaceAnswer(
        String location,
        String quantity,
        String open,
        String picked,
        String shipped,
        @Nullable String why,
        @Nullable Instant at,
        List<Gone> givenUp) {

    static PlaceAnswer of(OrderStory.Place place) {
        return new PlaceAnswer(
                place.location(),
                text(place.quantity()),
                text(place.open()),
                text(place.picked()),
                text(place.shipped()),
                place.why(),
                place.at(),
                place.gone().stream().map(Gone::of).toList());
    }

    /** What a location serves no more: where it went, what took the goods ({@code reason}) and the message behind that. */
    record Gone(String quantity, String to, String reason, UUID cause, Instant at) {

        static Gone of(OrderStory.Gone gone) {
            return new Gone(text(gone.quantity()), gone.to(), gone.reason(), gone.cause(), gone.at());
        }
    }
}
