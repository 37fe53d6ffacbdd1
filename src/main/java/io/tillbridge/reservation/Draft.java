package io.tillbridge.reservation;

import io.tillbridge.stock.ClaimState;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.ReservedLine;
import io.tillbridge.stock.StockKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one reservation while a request changes them. What it claims counts at once, and can be taken back to a mark:
 * a request is done whole or not at all.
 */
final class Draft {

    private final Levels levels;
    private final TreeMap<String, ReservedLine> lines;
    private final List<Change> changes = new ArrayList<>();
    private final List<Movement> movements = new ArrayList<>();
    private final List<Raised> raised = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();

    Draft(Levels levels, Map<String, ReservedLine> lines) {
        this.levels = levels;
        this.lines = new TreeMap<>(lines);
    }

    private record Change(@Nullable ReservedLine before, ReservedLine after) {}

    Levels levels() {
        return levels;
    }

    List<ReservedLine> lines() {
        return List.copyOf(lines.values());
    }

    List<Movement> movements() {
        return List.copyOf(movements);
    }

    List<Raised> raised() {
        return List.copyOf(raised);
    }

    /** All parts of a line, by item and part. */
    List<ReservedLine> of(String line) {
        return lines.values().stream()
                .filter(one -> one.id().line().equals(line))
                .sorted(Comparator.comparing((ReservedLine one) -> one.id().sku())
                        .thenComparing(one -> one.id().part()))
                .toList();
    }

    /** The newest part of an item in a line; null when the line never had it. */
    @Nullable
    ReservedLine latest(String line, String sku) {
        return of(line).stream()
                .filter(one -> one.id().sku().equals(sku))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** What comes next to the newest part of the same item. */
    ReservedLine further(ReservedLine line) {
        ReservedLine latest = latest(line.id().line(), line.id().sku());
        return line.part(latest == null ? 1 : latest.id().part() + 1);
    }

    void put(ReservedLine after) {
        ReservedLine before = lines.put(after.id().key(), after);
        if (before != null) {
            levels.claim(before.stock(), before.offer(), before.open().negate());
        }
        levels.claim(after.stock(), after.offer(), after.open());
        changes.add(new Change(before, after));
    }

    /** Ends a claim: nothing of it is open any more. */
    void end(ReservedLine line, ClaimState state) {
        put(line.with(state, BigDecimal.ZERO));
    }

    /** Goods leave the sellable bucket of a location; to be called when nothing can be refused any more. */
    void move(Movement movement) {
        movements.add(movement);
        StockKey from = new StockKey(movement.sku(), movement.from().name());
        if (movement.from().isLocation()) {
            levels.move(from, movement.quantity().negate());
        }
    }

    void raise(Raised conflict) {
        raised.add(conflict);
    }

    List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** To be called when nothing can be refused any more. */
    void tell(Notice notice) {
        notices.add(notice);
    }

    int mark() {
        return changes.size();
    }

    /** Takes back what was put since the mark. */
    void backTo(int mark) {
        while (changes.size() > mark) {
            Change change = changes.remove(changes.size() - 1);
            levels.claim(
                    change.after().stock(),
                    change.after().offer(),
                    change.after().open().negate());
            if (change.before() == null) {
                lines.remove(change.after().id().key());
            } else {
                levels.claim(
                        change.before().stock(),
                        change.before().offer(),
                        change.before().open());
                lines.put(change.before().id().key(), change.before());
            }
        }
    }
}
