package io.tillbridge.posting;

import io.tillbridge.message.MessageStore;
import org.springframework.stereotype.Component;

/** What both ports need. */
@Component
record Ports(
        PostingProperties properties,
        PostingPace pace,
        MessageStore messages,
        Unreadable unreadable,
        ReadySignal signal) {}
