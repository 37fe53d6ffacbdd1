package io.tillbridge.reservation;

import io.tillbridge.stock.ReservedLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a request. */
public sealed interface Outcome {

    /**
     * It is so in the books.
     *
     * @param lines all claims of the reservation, ended ones included
     * @param shortages what a partial request did not get
     */
    record Done(UUID reservation, List<ReservedLine> lines, List<Shortage> shortages) implements Outcome {

        public Done {
            lines = List.copyOf(lines);
            shortages = List.copyOf(shortages);
        }
    }

    /**
     * Nothing was changed.
     *
     * @param code stable
     * @param detail what was found and what to do
     * @param shortages of the lines that stock cannot fill
     */
    record Refused(String code, String detail, List<Shortage> shortages) implements Outcome {

        public Refused {
            shortages = List.copyOf(shortages);
        }

        static Refused of(String code, String detail) {
            return new Refused(code, detail, List.of());
        }
    }

    /**
     * A line that cannot be had.
     *
     * @param asked in units of the line
     * @param available what could be had instead, in units of the line
     * @param why the deductions of each item of the line
     */
    record Shortage(String line, @Nullable String location, BigDecimal asked, BigDecimal available, List<Why> why) {

        public Shortage {
            why = List.copyOf(why);
        }
    }

    /**
     * How a figure came about; the asking cart's own claims are not in it.
     *
     * @param sellable at the location; of all locations when none was asked for
     * @param claimed promised to others; expired holds are not in it
     * @param safetyStock kept back
     * @param buffer kept back from the channel by rules; all of it where the location does not serve the channel
     * @param unassigned promised without a location
     * @param shortfall what locations owe beyond their stock
     * @param available for a new promise: at the location, and never more than of the network
     */
    record Why(
            String sku,
            BigDecimal sellable,
            BigDecimal claimed,
            BigDecimal safetyStock,
            BigDecimal buffer,
            BigDecimal unassigned,
            BigDecimal shortfall,
            BigDecimal available) {}
}
