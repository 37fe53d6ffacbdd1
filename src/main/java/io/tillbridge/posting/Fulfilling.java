package io.tillbridge.posting;

import org.springframework.stereotype.Component;

/** Where orders are served from, and what locations are asked for because of it. */
@Component
record Fulfilling(SourcingPosting sourcing, FulfilmentRequests requests) {}
