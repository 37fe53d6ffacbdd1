package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.ReceiptRule;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.platform.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the receipt key and the business key of a webhook in one pass over its bytes. */
final class AcceptKeys {

    private final @Nullable KeyRule receipt;
    private final KeyRule business;
    private final List<JsonPointer> pointers = new ArrayList<>();
    private final int receiptPointers;
    private final Format format;

    AcceptKeys(InboundFlow flow) {
        ReceiptRule rule = flow.receipt();
        this.receipt = rule == null ? null : rule.key();
        this.business = flow.key();
        this.format = flow.source().documents();
        if (receipt instanceof KeyRule.Pointers rules) {
            pointers.addAll(rules.pointers());
        }
        this.receiptPointers = pointers.size();
        if (business instanceof KeyRule.Pointers rules) {
            pointers.addAll(rules.pointers());
        }
    }

    /**
     * What accept knows of a document.
     *
     * @param receipt the sender's delivery id; null when it sends none; {@code sha256:} and the body's hash in hex when it
     *     should be in the body and the body is not what the flow's format says
     * @param business null when it cannot be read yet
     */
    record Found(@Nullable String receipt, @Nullable String business) {}

    Found of(IncomingRequest request) {
        @Nullable String[] texts = null;
        if (!pointers.isEmpty()) {
            try {
                texts = read(request.body());
            } catch (IOException | UnreadableDocument malformed) {
                String hash = receipt instanceof KeyRule.Pointers
                        ? "sha256:" + Sha256.hex(request.body())
                        : key(receipt, request, null, 0);
                return new Found(hash, null);
            }
        }
        return new Found(key(receipt, request, texts, 0), key(business, request, texts, receiptPointers));
    }

    /** Plain JSON is only scanned, on the way of every webhook; anything else is read whole. */
    private @Nullable String[] read(byte[] body) throws IOException, UnreadableDocument {
        if (format instanceof Format.Json json && json.jsonText().isEmpty()) {
            return PointerScan.read(body, pointers);
        }
        JsonNode document = Formats.read(format, body);
        @Nullable String[] texts = new String[pointers.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = PointerScan.text(document.at(pointers.get(i)));
        }
        return texts;
    }

    private static @Nullable String key(
            @Nullable KeyRule rule, IncomingRequest request, @Nullable String @Nullable [] texts, int from) {
        if (rule instanceof KeyRule.Header header) {
            String value = request.header(header.name());
            return value == null || value.isEmpty() ? null : value;
        }
        if (!(rule instanceof KeyRule.Pointers several) || texts == null) {
            return null;
        }
        int count = several.pointers().size();
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String text = texts[from + i];
            if (text == null || text.isEmpty()) {
                return null;
            }
            if (count == 1) {
                return text;
            }
            joined.append(i == 0 ? "" : "/").append(text.replace("~", "~0").replace("/", "~1"));
        }
        return joined.isEmpty() ? null : joined.toString();
    }
}
