package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.Explanation;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What two versions make of one document, cell by cell. What is personal in either is shown by its hash.
 *
 * @param cells that differ; empty when a version gives no result
 */
public record Preview(Side before, Side after, List<Cell> cells) {

    public Preview {
        cells = List.copyOf(cells);
    }

    /**
     * One version's outcome.
     *
     * @param outcome {@code translated}, {@code held} or {@code dead}
     * @param result null unless translated
     * @param code of a dead letter, or the key that is waited for
     * @param at the cell that failed
     */
    public record Side(
            int version,
            String sha256,
            String outcome,
            @Nullable JsonNode result,
            @Nullable String code,
            @Nullable String at,
            @Nullable String detail,
            List<String> warnings) {
        public Side {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * One cell that differs and why.
     *
     * @param change one of {@code appeared}, {@code vanished} and "changed"
     * @param beforeBy the row that wrote it before and what that read; null when none did
     * @param afterBy the row that writes it now
     */
    public record Cell(
            String path,
            String change,
            @Nullable String before,
            @Nullable String after,
            Explanation.@Nullable Cell beforeBy,
            Explanation.@Nullable Cell afterBy) {}

    /** Translates a document under both versions. */
    public static Preview of(Mapping from, Mapping to, TranslationInput input, @Nullable EventType event) {
        Explanation was = from.explain(input);
        Explanation is = to.explain(input);
        Translation before = Versions.checked(was.translation(), input, event);
        Translation after = Versions.checked(is.translation(), input, event);
        Masked masked = Masked.of(from, to);
        List<Cell> cells = new ArrayList<>();
        if (before instanceof Translation.Translated old && after instanceof Translation.Translated now) {
            Map<String, Explanation.Cell> oldCells = byPath(was);
            Map<String, Explanation.Cell> nowCells = byPath(is);
            for (CellDifference cell : CellDifference.between(old.result(), now.result())) {
                boolean hidden = masked.hides(cell.field());
                cells.add(new Cell(
                        cell.path(),
                        cell.change(),
                        masked.shown(cell.field(), cell.before()),
                        masked.shown(cell.field(), cell.after()),
                        hidden(by(oldCells, cell.path()), hidden),
                        hidden(by(nowCells, cell.path()), hidden)));
            }
        }
        return new Preview(side(from, before, masked), side(to, after, masked), cells);
    }

    private static Side side(Mapping version, Translation outcome, Masked masked) {
        if (outcome instanceof Translation.Translated done) {
            return new Side(
                    version.version(),
                    version.sha256(),
                    "translated",
                    masked.result(done.result()),
                    null,
                    null,
                    null,
                    done.warnings());
        }
        if (outcome instanceof Translation.Untranslatable dead) {
            return new Side(
                    version.version(),
                    version.sha256(),
                    "dead",
                    null,
                    dead.code(),
                    dead.at(),
                    dead.detail(),
                    List.of());
        }
        String key =
                outcome instanceof Translation.Missing missing ? missing.key().toString() : null;
        return new Side(version.version(), version.sha256(), "held", null, key, null, null, List.of());
    }

    private static Map<String, Explanation.Cell> byPath(Explanation explanation) {
        Map<String, Explanation.Cell> cells = new HashMap<>();
        explanation.cells().forEach(cell -> cells.put(cell.path(), cell));
        return cells;
    }

    /** The row of a cell, or of the list or object that it is a part of. */
    private static Explanation.@Nullable Cell by(Map<String, Explanation.Cell> cells, String path) {
        String part = path;
        while (!part.isEmpty()) {
            Explanation.Cell cell = cells.get(part);
            if (cell != null) {
                return cell;
            }
            part = part.substring(0, Math.max(0, Math.max(part.lastIndexOf('.'), part.lastIndexOf('['))));
        }
        return null;
    }

    /** What is personal in one version only is hidden in the other's provenance too. */
    private static Explanation.@Nullable Cell hidden(Explanation.@Nullable Cell cell, boolean hidden) {
        if (cell == null || !hidden) {
            return cell;
        }
        return new Explanation.Cell(
                cell.path(),
                cell.row(),
                cell.source(),
                cell.pointer(),
                Masked.once(cell.raw()),
                cell.functions(),
                Masked.once(cell.value()));
    }
}
