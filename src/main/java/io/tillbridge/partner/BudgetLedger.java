package io.tillbridge.partner;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tillbridge.connector.Budget;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is kept of one budget between callers, and how one caller's ask changes it. Not thread-safe. */
final class BudgetLedger {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final TreeMap<Long, Long> taken;
    private final TreeMap<String, SlotShare.Holding> holders;
    private final ReportedShare reported;
    private long granted;

    private record Kept(
            @Nullable TreeMap<Long, Long> taken,
            @Nullable TreeMap<String, SlotShare.Holding> holders,
            ReportedShare.@Nullable Pool pool,
            long granted) {}

    private BudgetLedger(Kept kept) {
        this.taken = kept.taken() == null ? new TreeMap<>() : kept.taken();
        this.holders = kept.holders() == null ? new TreeMap<>() : kept.holders();
        this.reported = new ReportedShare(kept.pool());
        this.granted = kept.granted();
    }

    /** A budget of which nothing was taken. */
    static BudgetLedger empty() {
        return new BudgetLedger(new Kept(null, null, null, 0));
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static BudgetLedger of(String json) {
        try {
            return new BudgetLedger(JSON.readValue(json, Kept.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a stored budget cannot be read: expected what this version writes", e);
        }
    }

    String json() {
        try {
            return JSON.writeValueAsString(new Kept(taken, holders, reported.pool(), granted));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a budget cannot be written as JSON", e);
        }
    }

    /** Gives back, tells and takes. */
    BudgetGrant settle(BudgetAsk ask, Instant moment) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, moment);
        Budget budget = ask.budget();
        WindowShare window = new WindowShare(taken);
        boolean told = budget instanceof Budget.BucketFromResponse || budget instanceof Budget.Headers;
        if (ask.unused() > 0) {
            if (told) {
                reported.giveBack(ask.unused());
            } else {
                window.giveBack(ask.block(), ask.unused());
            }
        }
        BudgetReading reading = ask.reading();
        if (reading != null) {
            reported.told(budget, reading, Math.max(0, granted - reading.granted()), now);
        }
        BudgetGrant permits = take(ask, window, now);
        granted += permits.permits();
        int slots = budget.concurrency() == 0 ? 0 : new SlotShare(holders).take(ask, budget.concurrency(), now);
        return new BudgetGrant(permits.permits(), permits.block(), permits.pause(), slots, granted, permits.left());
    }

    private BudgetGrant take(BudgetAsk ask, WindowShare window, long now) {
        Budget budget = ask.budget();
        if (budget instanceof Budget.Fixed fixed && fixed.calls() > 0) {
            return window.take(fixed.calls(), fixed.per(), ask.usable(), ask.permits(), now);
        }
        if (budget instanceof Budget.Window moving) {
            return window.take(moving.limit(), moving.per(), ask.usable(), ask.permits(), now);
        }
        if (budget instanceof Budget.Fixed) {
            return new BudgetGrant(ask.permits(), now, Duration.ZERO, 0, 0, null);
        }
        return reported.take(budget, ask.permits(), now);
    }
}
