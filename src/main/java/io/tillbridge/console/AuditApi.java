package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.audit.AuditEntry;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.audit.ChainState;
import io.tillbridge.mapping.ExactJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The record of human and configuration actions, newest first. */
@RestController
final class AuditApi {

    private final AuditLog log;

    AuditApi(AuditLog log) {
        this.log = log;
    }

    /** One page; {@code chain} on the first page only, because checking it reads the whole log. */
    record AuditPage(
            List<EntryAnswer> items,
            @Nullable String next,
            @Nullable Chain chain) {}

    /** One action. */
    record EntryAnswer(long sequence, Instant at, String actor, String action, String subject, JsonNode detail) {
        static EntryAnswer of(AuditEntry entry) {
            return new EntryAnswer(
                    entry.sequence(),
                    entry.at(),
                    entry.actor(),
                    entry.action(),
                    entry.subject(),
                    ExactJson.parse(entry.detail()));
        }
    }

    /**
     * What checking every entry's hash showed.
     *
     * @param head hash of the last entry: keep it elsewhere to notice entries cut off at the end
     * @param brokenAt the first entry that does not follow from the one before, and {@code found} what is wrong with it
     */
    record Chain(
            boolean intact,
            @Nullable Long entries,
            @Nullable String head,
            @Nullable Long brokenAt,
            @Nullable String found) {}

    @Operation(summary = "The record of human and configuration actions, newest first")
    @GetMapping("/api/audit")
    AuditPage list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        Page<EntryAnswer> page = Page.newest(after, limit, log::list, EntryAnswer::of, AuditEntry::sequence);
        return new AuditPage(page.items(), page.next(), after == null ? chain(log.verify()) : null);
    }

    private static Chain chain(ChainState state) {
        if (state instanceof ChainState.Intact intact) {
            return new Chain(true, intact.entries(), intact.head(), null, null);
        }
        ChainState.Broken broken = (ChainState.Broken) state;
        return new Chain(false, null, null, broken.sequence(), broken.found());
    }
}
