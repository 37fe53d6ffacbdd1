package io.tillbridge.connector.language;

import io.tillbridge.canonical.Audience;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.platform.YamlText;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads whose notices an outbound flow is told. */
final class AudienceReader {

    private static final Map<String, Audience> WORDS =
            Map.of(Audience.CUSTOMER.word(), Audience.CUSTOMER, Audience.STAFF.word(), Audience.STAFF);

    private AudienceReader() {}

    static Set<Audience> read(Section flow, @Nullable EventType accepts) {
        if (!flow.has("audience")) {
            return OutboundFlow.USUAL_AUDIENCE;
        }
        if (accepts != null && accepts != EventType.NOTICE) {
            flow.placeOf("audience")
                    .problem("too_many", "audience with " + accepts, "audience with notice only", "remove it");
        }
        List<YamlText> words = flow.texts("audience");
        if (words.isEmpty()) {
            flow.placeOf("audience")
                    .problem("missing", "nobody", "[customer], [staff] or both", "say who it is for, or remove it");
        }
        EnumSet<Audience> read = EnumSet.noneOf(Audience.class);
        for (YamlText written : words) {
            Audience audience = written.word(WORDS);
            if (audience != null) {
                read.add(audience);
            }
        }
        return read;
    }
}
