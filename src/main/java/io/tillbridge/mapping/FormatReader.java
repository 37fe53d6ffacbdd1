package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.mapping.value.Currencies;
import io.tillbridge.mapping.value.Rounding;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the columns that say how a cell is made: {@code type write ccy round scale zone gap overlap}. */
final class FormatReader {

    private static final int MAX_SCALE = 12;

    private final CompileContext context;
    private final PathReader paths;

    FormatReader(CompileContext context, PathReader paths) {
        this.context = context;
        this.paths = paths;
    }

    /** The row's format; of type string, with a problem recorded, when it has none. */
    CellFormat read(YamlMap row, @Nullable SchemaNode schema) {
        CellType said = row.word("type", CellType.words());
        CellType type = said == null || said == CellType.REVISION ? CellType.STRING : said;
        if (said == CellType.REVISION) {
            row.placeOf("type")
                    .problem("wrong_word", "'revision'", "int or instant", "type the row by what the source has");
        }
        if (said != null && schema != null && !schema.accepts(type)) {
            String expected =
                    schema.type() == null ? "an object or array" : schema.type().word();
            row.placeOf("type").problem("wrong_type", type.word(), expected, "use the schema's type");
        }
        CellType made = type == CellType.STRING && schema != null && schema.type() == CellType.ID ? CellType.ID : type;
        Rounding round = row.optionalWord("round", Rounding.WORDS);
        CellFormat.Clash gap = row.optionalWord("gap", CellFormat.Clash.WORDS);
        CellFormat.Clash overlap = row.optionalWord("overlap", CellFormat.Clash.WORDS);
        return new CellFormat(
                made,
                round == null ? Rounding.REJECT : round,
                scale(row),
                made.money() ? currency(row) : null,
                zone(row, made),
                gap == null ? CellFormat.Clash.ERROR : gap,
                overlap == null ? CellFormat.Clash.ERROR : overlap,
                write(row, made),
                schema == null ? Set.of() : schema.words(),
                schema != null && schema.type() == CellType.REVISION);
    }

    private static @Nullable Integer scale(YamlMap row) {
        if (!row.has("scale")) {
            return null;
        }
        int scale = row.integer("scale", 0);
        if (scale < 0 || scale > MAX_SCALE) {
            row.placeOf("scale").problem("wrong_type", "" + scale, "0 to " + MAX_SCALE, "write fewer digits");
        }
        return Math.max(0, Math.min(scale, MAX_SCALE));
    }

    private CellFormat.@Nullable Write write(YamlMap row, CellType type) {
        CellFormat.Write write = row.optionalWord("write", CellFormat.Write.WORDS);
        if (write != null && (context.inbound() || !(type.money() || type == CellType.DECIMAL))) {
            row.placeOf("write")
                    .problem(
                            "write_refused",
                            "write on a " + type.word() + " cell",
                            "write on money and decimal cells of outbound mappings",
                            "remove it");
        }
        return write;
    }

    /** Three capitals are a currency; anything else is a path; nothing is the let of that name. */
    private @Nullable Operand currency(YamlMap row) {
        YamlText ccy = row.scalar("ccy");
        if (ccy == null) {
            if (context.hasLet("ccy")) {
                return paths.parser().parse("$ccy")::read;
            }
            if (context.inbound()) {
                row.problem("missing_currency", "no ccy", "ccy: or a let named ccy", "add lets: {ccy: {from: ...}}");
            }
            return null;
        }
        if (Currencies.scale(ccy.value()) >= 0) {
            TextNode literal = TextNode.valueOf(ccy.value());
            return scope -> literal;
        }
        return paths.read(ccy)::read;
    }

    private @Nullable Operand zone(YamlMap row, CellType type) {
        Operand zone = paths.operand(row, "zone");
        YamlText text = row.scalar("zone");
        if (text != null && !text.value().startsWith("$") && !isZone(text.value())) {
            text.problem("wrong_type", "'" + text.value() + "'", "a zone of the tz database", "write Europe/Berlin");
        }
        if (text != null && type != CellType.LOCAL_DATETIME) {
            text.problem(
                    "zone_refused",
                    "zone on a " + type.word() + " cell",
                    "type: local_datetime, zone: " + text.value(),
                    type == CellType.INSTANT
                            ? "write type: local_datetime beside it, or remove it when each value has an offset"
                            : "remove it");
        }
        return zone;
    }

    private static boolean isZone(String text) {
        try {
            return !ZoneId.of(text).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }
}
