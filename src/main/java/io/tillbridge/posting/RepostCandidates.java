package io.tillbridge.posting;

import io.tillbridge.message.PostedDocument;
import io.tillbridge.message.PostedDocuments;
import io.tillbridge.message.Stamp;
import io.tillbridge.posting.Retelling.Refusal;
import io.tillbridge.posting.Retelling.Told;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What of a unit can be reposted: it is posted, says under the version what was looked at, and misses nothing. */
@Component
final class RepostCandidates {

    private final PostedDocuments posted;
    private final Retelling retelling;
    private final References references;

    RepostCandidates(PostedDocuments posted, Retelling retelling, References references) {
        this.posted = posted;
        this.retelling = retelling;
        this.references = references;
    }

    /**
     * Locks the messages and tells them under the version.
     *
     * @param refused receives why each of the others is not reposted
     */
    List<Told> of(Connection tx, RepostUnit.Target target, List<RepostUnit.Item> items, Map<UUID, Refusal> refused)
            throws SQLException {
        Map<UUID, PostedDocument> found = new HashMap<>();
        posted.lock(tx, items.stream().map(RepostUnit.Item::messageId).toList())
                .forEach(one -> found.put(RepostUnit.id(one), one));
        List<Told> told = new ArrayList<>();
        for (RepostUnit.Item item : items) {
            PostedDocument document = found.get(item.messageId());
            Refusal refusal = refusal(document, item, target);
            if (document != null && refusal == null) {
                Told one = retelling.under(document, target.subject(), target.version());
                refusal = one.refusal() == null ? moved(one, item, target) : one.refusal();
                told.add(one);
            }
            if (refusal != null) {
                refused.put(item.messageId(), refusal);
            }
        }
        told.removeIf(one -> refused.containsKey(RepostUnit.id(one.posted())));
        references.requireItems(
                tx, told.stream().map(Told::work).filter(Objects::nonNull).toList());
        for (Told one : told) {
            if (one.work() != null && one.work().verdict != null) {
                refused.put(RepostUnit.id(one.posted()), Retelling.refusal(one.work()));
            }
        }
        told.removeIf(one -> refused.containsKey(RepostUnit.id(one.posted())));
        return told;
    }

    private static @Nullable Refusal refusal(
            @Nullable PostedDocument document, RepostUnit.Item item, RepostUnit.Target target) {
        if (document == null) {
            return new Refusal("unknown_message", "there is no message " + item.messageId() + " with its document");
        }
        Stamp stamp = document.ready().stamp();
        boolean revision = "order".equals(document.eventType())
                && List.of("stale", "repeat").contains(String.valueOf(document.reason()));
        if (stamp == null || document.factKey() == null || !(document.state().equals("posted") || revision)) {
            return new Refusal(
                    "not_posted", "it is " + document.state() + " and posted nothing that could be reposted");
        }
        if (item.fromSha256() != null && !item.fromSha256().equals(stamp.sha256())) {
            return new Refusal(
                    "changed_since_preview", "it is stamped V" + stamp.version() + " now; look at a new preview");
        }
        if (!stamp.mapping().equals(target.subject())) {
            return new Refusal("another_mapping", "mapping " + stamp.mapping() + " translated it");
        }
        return null;
    }

    /** The version or what it makes of the document is not what was looked at, or is what the books hold. */
    private static @Nullable Refusal moved(Told told, RepostUnit.Item item, RepostUnit.Target target) {
        Work.Translated translated = told.translated();
        boolean other = translated == null
                || !translated.mapping().sha256().equals(target.sha256())
                || (item.contentHash() != null && !Arrays.equals(item.contentHash(), translated.contentHash()));
        if (other) {
            return new Refusal(
                    "changed_since_preview",
                    "the version, or a value map it reads, gives another result now; look at a new preview");
        }
        return told.sameSet() ? Retelling.alreadySo(told) : null;
    }
}
