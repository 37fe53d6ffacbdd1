package io.tillbridge.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.FileSend;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.JmsSend;
import io.tillbridge.connector.KafkaSend;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnwritableDocument;
import io.tillbridge.partner.InterchangeNumbers;
import java.util.Arrays;
import java.util.List;

/** What an outbound flow puts into a message or a file: what its mapping makes can be written, and twice alike. */
final class MessageChecks {

    private MessageChecks() {}

    static List<CheckResult> of(OutboundFlow flow, JsonNode mapped) {
        Format format = format(flow);
        InterchangeNumbers.number(format, mapped, () -> 1L);
        try {
            byte[] first = Formats.write(format, mapped);
            boolean same = Arrays.equals(first, Formats.write(format, mapped));
            return List.of(
                    CheckResult.passed(flow.name(), Check.DOCUMENTS, "written as " + first.length + " bytes"),
                    same
                            ? CheckResult.passed(flow.name(), Check.DUPLICATE, "the same bytes for each repetition")
                            : CheckResult.failed(flow.name(), Check.DUPLICATE, "two writings of one batch differ"));
        } catch (UnwritableDocument e) {
            return List.of(CheckResult.failed(flow.name(), Check.DOCUMENTS, "cannot be written: " + e.getMessage()));
        }
    }

    private static Format format(OutboundFlow flow) {
        if (flow.call() instanceof JmsSend send) {
            return send.format();
        }
        if (flow.call() instanceof KafkaSend send) {
            return send.format();
        }
        return flow.call() instanceof FileSend send ? send.format() : new Format.Json();
    }
}
