package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes the 997 or CONTRL that tells a sender which of its sets were accepted and which refused. Pure. */
final class Acknowledgement {

    private static final DateTimeFormatter DATE = at("yyMMdd");
    private static final DateTimeFormatter LONG_DATE = at("yyyyMMdd");
    private static final DateTimeFormatter TIME = at("HHmm");

    private Acknowledgement() {}

    private static DateTimeFormatter at(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /**
     * The acknowledgement of one interchange, as a document to be written in its own syntax.
     *
     * @param control number of the new interchange, up to nine digits
     */
    static JsonNode of(EdiSyntax syntax, EdiEnvelopes.Interchange interchange, Instant now, String control) {
        return syntax == EdiSyntax.X12 ? x12(interchange, now, control) : edifact(interchange, now, control);
    }

    private static JsonNode x12(EdiEnvelopes.Interchange received, Instant now, String control) {
        ArrayNode sets = ExactJson.nodes().arrayNode();
        ObjectNode isa = received.header().deepCopy();
        isa.remove(List.of("ISA01", "ISA02", "ISA03", "ISA04"));
        swap(isa, received.header(), "ISA05", "ISA07");
        swap(isa, received.header(), "ISA06", "ISA08");
        isa.put("ISA09", DATE.format(now))
                .put("ISA10", TIME.format(now))
                .put("ISA13", control)
                .put("ISA14", "0");
        int number = 0;
        for (EdiEnvelopes.Group group : received.groups()) {
            number++;
            ObjectNode set = sets.addObject();
            set.set("interchange", isa);
            ObjectNode gs = set.putObject("group");
            gs.put("GS01", "FA").put("GS04", LONG_DATE.format(now)).put("GS05", TIME.format(now));
            gs.put("GS06", control).put("GS07", "X");
            swap(gs, group.header(), "GS02", "GS03");
            gs.set("GS08", group.header().path("GS08"));
            set.putObject("set").put("ST01", "997").put("ST02", String.format(Locale.ROOT, "%04d", number));
            ArrayNode segments = set.putArray("segments");
            segment(segments, "AK1", text(group.header(), "GS01"), text(group.header(), "GS06"));
            long refused = 0;
            for (EdiEnvelopes.Outcome outcome : group.outcomes()) {
                FormatRecord.Bad bad = outcome.bad();
                segment(segments, "AK2", text(outcome.header(), "ST01"), text(outcome.header(), "ST02"));
                segment(segments, "AK5", bad == null ? List.of("A") : List.of("R", x12Code(bad.code())));
                refused += bad == null ? 0 : 1;
            }
            int all = group.outcomes().size();
            String verdict = refused == 0 ? "A" : refused == all ? "R" : "P";
            String count = Integer.toString(all);
            segment(segments, "AK9", verdict, count, count, Long.toString(all - refused));
        }
        return sets;
    }

    /** X12 element 718. */
    private static String x12Code(String code) {
        return switch (code) {
            case "unexpected_set" -> "1";
            case "control_reference_mismatch" -> "3";
            case "control_count_does_not_match_actual_count" -> "4";
            default -> "5";
        };
    }

    private static JsonNode edifact(EdiEnvelopes.Interchange received, Instant now, String control) {
        ObjectNode message = ExactJson.nodes().objectNode();
        ObjectNode unb = message.putObject("interchange");
        JsonNode from = received.header();
        unb.set("UNB01", from.path("UNB01"));
        unb.set("UNB0102", from.path("UNB0102"));
        swap(unb, from, "UNB02", "UNB03");
        swap(unb, from, "UNB0202", "UNB0302");
        unb.put("UNB04", DATE.format(now)).put("UNB0402", TIME.format(now)).put("UNB05", control);
        boolean four = text(from, "UNB0102").startsWith("4");
        message.putObject("set")
                .put("UNH01", "1")
                .put("UNH02", "CONTRL")
                .put("UNH0202", four ? "4" : "D")
                .put("UNH0203", four ? "1" : "3")
                .put("UNH0204", "UN");
        ArrayNode segments = message.putArray("segments");
        ObjectNode uci = segments.addObject();
        uci.put("tag", "UCI").put("UCI01", text(from, "UNB05"));
        uci.put("UCI02", text(from, "UNB02")).put("UCI03", text(from, "UNB03"));
        copy(uci, "UCI0202", from, "UNB0202");
        copy(uci, "UCI0302", from, "UNB0302");
        List<EdiEnvelopes.Outcome> outcomes = new ArrayList<>();
        received.groups().forEach(group -> outcomes.addAll(group.outcomes()));
        boolean none = outcomes.stream().allMatch(outcome -> outcome.bad() != null);
        // 7: acknowledged but for what is refused below; 4: refused with all that is in it
        uci.put("UCI04", none ? "4" : "7");
        for (EdiEnvelopes.Outcome outcome : outcomes) {
            ObjectNode ucm = segments.addObject();
            ucm.put("tag", "UCM").put("UCM01", text(outcome.header(), "UNH01"));
            copy(ucm, "UCM02", outcome.header(), "UNH02");
            copy(ucm, "UCM0202", outcome.header(), "UNH0202");
            copy(ucm, "UCM0203", outcome.header(), "UNH0203");
            copy(ucm, "UCM0204", outcome.header(), "UNH0204");
            FormatRecord.Bad bad = outcome.bad();
            ucm.put("UCM03", bad == null ? "7" : "4");
            if (bad != null) {
                ucm.put("UCM04", edifactCode(bad.code()));
            }
        }
        return message;
    }

    /** EDIFACT data element 0085. */
    private static String edifactCode(String code) {
        return switch (code) {
            case "control_reference_mismatch" -> "28";
            case "control_count_does_not_match_actual_count" -> "29";
            case "unexpected_set" -> "14";
            default -> "18";
        };
    }

    private static void segment(ArrayNode segments, String tag, String... elements) {
        segment(segments, tag, List.of(elements));
    }

    private static void segment(ArrayNode segments, String tag, List<String> elements) {
        ObjectNode segment = segments.addObject().put("tag", tag);
        for (int i = 0; i < elements.size(); i++) {
            segment.put(EdiSegment.name(tag, i + 1, 1, 1), elements.get(i));
        }
    }

    private static void swap(ObjectNode to, JsonNode from, String one, String other) {
        copy(to, one, from, other);
        copy(to, other, from, one);
    }

    private static void copy(ObjectNode to, String name, JsonNode from, String other) {
        if (from.has(other)) {
            to.set(name, from.path(other));
        } else {
            to.remove(name);
        }
    }

    private static String text(JsonNode elements, String name) {
        return EdiWriter.text(elements, name, "");
    }
}
