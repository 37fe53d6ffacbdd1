package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.connector.ResolveRule.Missing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the references that are looked up before translation. */
final class ResolveReader {

    private static final Map<String, Missing> MISSING =
            Map.of("hold", Missing.HOLD, "set_null", Missing.SET_NULL, "dead_letter", Missing.DEAD_LETTER);

    private ResolveReader() {}

    /**
     * The rules by name.
     *
     * @param outbound by the canonical event's cells; otherwise by pointers into the document
     */
    static Map<String, ResolveRule> read(Section flow, boolean outbound) {
        Map<String, ResolveRule> rules = new LinkedHashMap<>();
        flow.named("resolve").forEach((name, section) -> {
            String form = section.only(
                    true, outbound ? new String[] {"xref", "version", "shadow"} : new String[] {"xref", "shadow"});
            String kind = form == null ? "" : section.text(form, "what is looked up");
            if (!section.has("by")) {
                section.missing("by", outbound ? "{fields: [...]}" : "{pointer: ...}");
            }
            JsonPointer each = section.optionalPointer("each");
            KeyRule by = outbound ? KeyReader.outbound(section.within(each), "by") : KeyReader.inbound(section, "by");
            Missing missing = section.optionalWord("missing", MISSING);
            rules.put(
                    name,
                    new ResolveRule(
                            type(form),
                            kind,
                            by == null ? new KeyRule.Fields(List.of()) : by,
                            each,
                            missing == null ? Missing.HOLD : missing));
            section.close();
        });
        return rules;
    }

    private static ResolveRule.Type type(@Nullable String form) {
        if ("shadow".equals(form)) {
            return ResolveRule.Type.SHADOW;
        }
        return "version".equals(form) ? ResolveRule.Type.VERSION : ResolveRule.Type.XREF;
    }
}
