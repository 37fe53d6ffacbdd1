package io.tillbridge.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.catalog.CrossReferences.Link;
import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.catalog.ItemQueries;
import io.tillbridge.catalog.ItemQueries.LinkFilter;
import io.tillbridge.catalog.ItemQueries.Recorded;
import io.tillbridge.mapping.ExactJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which local id each system's own id stands for; an id with slashes travels as one path segment with {@code %2F}. */
@RestController
@RequestMapping("/api/cross-references")
final class CrossReferencesApi {

    private final ItemQueries items;
    private final MasterData master;
    private final KnownConnections known;

    CrossReferencesApi(ItemQueries items, MasterData master, KnownConnections known) {
        this.items = items;
        this.master = master;
        this.known = known;
    }

    /**
     * One link.
     *
     * @param told whether deliveries name this remote id: of several of one local id the one linked last
     */
    record LinkAnswer(String connection, String kind, String remoteId, String localId, boolean told) {
        static LinkAnswer of(Recorded recorded) {
            Remote remote = recorded.link().remote();
            return new LinkAnswer(
                    remote.connection(),
                    remote.kind(),
                    remote.remoteId(),
                    recorded.link().localId(),
                    recorded.told());
        }
    }

    /** What a remote id is to stand for. */
    record LinkBody(@Nullable String localId) {}

    /**
     * The link, and how many messages and lanes waited for it and go on.
     *
     * @param toldBefore another remote id that was told for the local id until now; it is still understood
     */
    record LinkPut(
            LinkAnswer link,
            int releasedMessages,
            int releasedLanes,
            @Nullable String toldBefore) {}

    @Operation(summary = "Which local id each id of a system stands for")
    @GetMapping
    Page<LinkAnswer> list(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String localId,
            @RequestParam(required = false) @Nullable String remoteId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        known.check(connection);
        List<Recorded> links = items.links(
                new LinkFilter(connection, kind, localId, remoteId), after == null ? null : cursor(after), size + 1);
        return Page.of(
                links, size, LinkAnswer::of, recorded -> cursor(recorded.link().remote()));
    }

    @Operation(summary = "Links an id of a system to a local id and releases what waited for it")
    @PutMapping("/{connection}/{kind}/{remoteId}")
    ResponseEntity<LinkPut> put(
            @PathVariable String connection,
            @PathVariable String kind,
            @PathVariable String remoteId,
            @RequestBody LinkBody body,
            HttpServletRequest request) {
        Remote remote =
                new Remote(Texts.id("connection", connection), Texts.id("kind", kind), Texts.id("remoteId", remoteId));
        String localId = Texts.id("localId", body.localId());
        known.check(connection);
        MasterData.Change change = master.putReference(remote, localId, Actor.of(request));
        return ResponseEntity.status(change.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new LinkPut(
                        LinkAnswer.of(new Recorded(new Link(remote, localId), true)),
                        change.releasedMessages(),
                        change.lanes().size(),
                        change.toldBefore()));
    }

    @Operation(summary = "Removes the link of an id of a system")
    @DeleteMapping("/{connection}/{kind}/{remoteId}")
    ResponseEntity<Void> delete(
            @PathVariable String connection,
            @PathVariable String kind,
            @PathVariable String remoteId,
            HttpServletRequest request) {
        Remote remote = new Remote(connection, kind, remoteId);
        if (!master.removeReference(remote, Actor.of(request))) {
            throw ApiProblem.notFound(
                    "cross_reference_unknown",
                    "connection " + connection + " has no " + kind + " '" + remoteId + "' on record");
        }
        return ResponseEntity.noContent().build();
    }

    private static String cursor(Remote remote) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(ExactJson.mapper()
                            .writeValueAsBytes(List.of(remote.connection(), remote.kind(), remote.remoteId())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }

    private static Remote cursor(String after) {
        try {
            String[] parts = ExactJson.mapper()
                    .readValue(
                            new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8), String[].class);
            if (parts.length == 3) {
                return new Remote(parts[0], parts[1], parts[2]);
            }
        } catch (IllegalArgumentException | IOException e) {
            // Answered below, like a cursor of another length
        }
        throw Page.invalid(after);
    }
}
