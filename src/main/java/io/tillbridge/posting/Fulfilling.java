package io.tillbridge.posting;

import org.springframework.stereotype.Component;

/** Where orders are served from, what locations are asked for because of it, and what comes back. */
@Component
record Fulfilling(SourcingPosting sourcing, FulfilmentRequests requests, OrderReturns returns) {}
