package io.tillbridge.canonical;

import java.time.Instant;

/**
 * One business fact or state, as the books read it: only the cells they act on. The whole event stays JSON, in the shape
 * of {@code config/canonical}.
 */
public sealed interface CanonicalEvent
        permits Order,
                Sale,
                SaleVoided,
                Return,
                StockReceived,
                StockAdjusted,
                StockCounted,
                StockSnapshot,
                ItemUpserted,
                ReservationRequested,
                ReservationReleased,
                PriceChanged,
                ConditionChanged,
                StockTransfer,
                AdvanceNotice,
                FulfilmentStep,
                Payment,
                RecordedFact {

    EventType type();

    /** What people call it: an order's id, a receipt's number, a SKU. Stories, holds and lists use it. */
    String businessKey();

    /** When it happened in the business, by the source's clock. */
    Instant occurredAt();
}
