package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A version, compiled once to a tree of small immutable objects.
 *
 * @param file its name, for people
 * @param basis slot of the let that value maps are dated by; -1 for the time of receipt
 * @param members of the document that some row reads, or that {@code unmapped.skip} names
 * @param reads the places that some row reads
 * @param context settings and references that some row reads
 * @param strict whether a member that no row reads makes a document untranslatable
 * @param valueMaps names of those that some row asks
 */
record CompiledMapping(
        String file,
        String subject,
        int version,
        String sha256,
        String source,
        String target,
        boolean batch,
        List<CompiledCell> lets,
        int basis,
        CompiledRows rows,
        List<CompiledAssert> asserts,
        Set<String> members,
        Set<String> reads,
        List<ContextRead> context,
        boolean strict,
        Set<String> valueMaps)
        implements Mapping {

    CompiledMapping {
        lets = List.copyOf(lets);
        asserts = List.copyOf(asserts);
        members = Set.copyOf(members);
        reads = Set.copyOf(reads);
        context = List.copyOf(context);
        valueMaps = Set.copyOf(valueMaps);
    }

    @Override
    public Translation translate(TranslationInput input) {
        return run(new Run(input, lets.size(), basis, null), input);
    }

    @Override
    public Explanation explain(TranslationInput input) {
        List<Explanation.Cell> trace = new ArrayList<>();
        Run run = new Run(input, lets.size(), basis, trace);
        return new Explanation(run(run, input), trace, run.lookups());
    }

    @Override
    public Set<String> unread(JsonNode document) {
        Set<String> unread = new TreeSet<>();
        document.fieldNames().forEachRemaining(name -> {
            if (!members.contains(name)) {
                unread.add(name);
            }
        });
        return unread;
    }

    @Override
    public Set<String> personal() {
        Set<String> personal = new TreeSet<>();
        rows.personal("", personal);
        return personal;
    }

    private Translation run(Run run, TranslationInput input) {
        try {
            Scope scope = Scope.of(run, input);
            for (CompiledCell let : lets) {
                let.run(scope);
            }
            rows.run(scope);
            for (CompiledAssert statement : asserts) {
                statement.run(scope);
            }
            if (strict) {
                refuseUnread(input.document());
            }
            return new Translation.Translated(scope.target(), run.warnings());
        } catch (Stop stop) {
            return stop.translation();
        } catch (RuntimeException e) {
            // Total: what nobody foresaw is our defect, and a value like every other outcome
            return new Translation.Untranslatable(
                    "internal_error",
                    "",
                    e.getClass().getSimpleName() + " in " + file + "; report it with this document");
        }
    }

    private void refuseUnread(JsonNode document) {
        Set<String> unread = unread(document);
        if (!unread.isEmpty()) {
            throw Stop.because("unmapped_member", null, "no other members than rows read, found " + unread)
                    .at("", "/" + unread.iterator().next(), false);
        }
    }
}
