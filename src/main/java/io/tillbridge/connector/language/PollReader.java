package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.ExportJob;
import io.tillbridge.connector.Pages;
import io.tillbridge.connector.ParentListing;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.PolledRecords;
import io.tillbridge.connector.RequestTemplate;
import io.tillbridge.connector.Schedule;
import io.tillbridge.platform.YamlText;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a poll of an HTTP API: what is asked, how pages go on, and where the next run starts. */
final class PollReader {

    private PollReader() {}

    static PollHttpSource read(Section source, InboundReader.Names names) {
        String client = ClientReader.name(source, names.clients(), Set.of("http"));
        boolean graphql = names.graphqlClients().contains(client) || client.isEmpty();
        Duration every = every(source);
        ExportJob job = JobReader.read(source, graphql);
        CursorRule cursor = job != null && !source.has("cursor") ? CursorReader.NONE : CursorReader.read(source);
        ParentListing parent = parent(source, roots(source, cursor), graphql);
        Set<String> roots = parent == null ? roots(source, cursor) : roots(source, cursor, "parent");
        RequestTemplate request = RequestReader.required(source, "request", roots, graphql);
        List<String> args = List.of();
        RequestTemplate forKey = null;
        Section narrowed = source.optional("forKey");
        if (narrowed != null) {
            args = narrowed.texts("args").stream().map(YamlText::value).toList();
            forKey = RequestReader.narrowed(request, narrowed, roots(source, cursor, "args"));
            Arguments.check(narrowed, forKey, new TreeSet<>(args));
            narrowed.close();
        }
        if (cursor.full() == null && !cursor.newestFirst() && source.has("cursor")) {
            Set<String> asked = Arguments.placeholders(request);
            if (parent != null) {
                asked.addAll(Arguments.placeholders(parent.request()));
            }
            CursorUse.check(source, cursor, asked);
        }
        refuseTogether(source, "job", "parent", "forKey", "pages", "records", "absent");
        refuseTogether(source, "parent", "forKey");
        return new PollHttpSource(
                client,
                new Schedule.Every(every),
                request,
                forKey,
                args,
                found(source, job != null),
                job == null ? PagesReader.read(source, Arguments.placeholders(request)) : new Pages.None(),
                cursor,
                parent,
                job);
    }

    private static Duration every(Section source) {
        if (!source.has("every")) {
            source.missing("every", "a duration such as PT15M");
        }
        Duration every = source.duration("every", Duration.ofHours(1));
        if (every.isZero()) {
            source.placeOf("every").problem("wrong_type", "'PT0S'", "a duration above zero", "write it like PT15M");
        }
        return every;
    }

    private static @Nullable ParentListing parent(Section source, Set<String> roots, boolean graphql) {
        Section parent = source.optional("parent");
        if (parent == null) {
            return null;
        }
        RequestTemplate request = RequestReader.required(parent, "request", roots, graphql);
        ParentListing read = new ParentListing(
                request, parent.pointer("records"), PagesReader.read(parent, Arguments.placeholders(request)));
        parent.close();
        return read;
    }

    private static PolledRecords found(Section source, boolean job) {
        JsonPointer at = job ? JsonPointer.empty() : source.pointer("records");
        boolean absent = !job && source.optionalWord("absent", ConditionReader.words("empty")) != null;
        Condition where = ConditionReader.optional(source, "where");
        String form = source.only(false, "each", "children");
        if (form == null) {
            return new PolledRecords(at, absent, where, null, null);
        }
        if (form.equals("each")) {
            return new PolledRecords(at, absent, where, source.pointer("each"), null);
        }
        Section children = source.optional("children");
        if (children == null) {
            return new PolledRecords(at, absent, where, null, null);
        }
        PolledRecords read = new PolledRecords(
                at, absent, where, children.pointer("list"), children.text("as", "a member for the parent record"));
        children.close();
        return read;
    }

    /** The scopes of a poll's calls: {@code cursor} unless it reads everything each time, and the further fields' names. */
    private static Set<String> roots(Section source, CursorRule cursor, String... more) {
        Set<String> roots = new TreeSet<>(Set.of("page"));
        if (cursor.full() == null || !source.keys().contains("cursor")) {
            roots.add("cursor");
        }
        cursor.fields().forEach(field -> roots.add("cursor." + field.name()));
        roots.addAll(List.of(more));
        return roots;
    }

    private static void refuseTogether(Section source, String key, String... others) {
        for (String other : others) {
            if (source.keys().contains(key) && source.has(other)) {
                source.placeOf(other).problem("too_many", key + " with " + other, "one of both", "remove one");
            }
        }
    }
}
