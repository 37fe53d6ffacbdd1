package io.tillbridge.connector.language;

import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.connector.ResolveRule.Missing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
            String form = section.only(true, "xref", "shadow");
            String kind = form == null ? "" : section.text(form, "what is looked up");
            if (!section.has("by")) {
                section.missing("by", outbound ? "{fields: [...]}" : "{pointer: ...}");
            }
            KeyRule by = outbound ? KeyReader.outbound(section, "by") : KeyReader.inbound(section, "by");
            Missing missing = section.optionalWord("missing", MISSING);
            rules.put(
                    name,
                    new ResolveRule(
                            "shadow".equals(form) ? ResolveRule.Type.SHADOW : ResolveRule.Type.XREF,
                            kind,
                            by == null ? new KeyRule.Fields(List.of()) : by,
                            section.optionalPointer("each"),
                            missing == null ? Missing.HOLD : missing));
            section.close();
        });
        return rules;
    }
}
