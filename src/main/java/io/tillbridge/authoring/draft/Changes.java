package io.tillbridge.authoring.draft;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the query parameters of a listing that ask for what changed since a time. */
public final class Changes {

    private static final String CHANGED =
            "(filter|where|query)?(last)?(updated?|modified|modification|changed?)(at|on|date|time|utc)?";
    private static final Pattern FROM = Pattern.compile(
            CHANGED + "(since|after|from|min|gte|gt|start|startdate)|(if)?modifiedsince|since|sincedate|changedsince");
    private static final Pattern TO = Pattern.compile(CHANGED + "(until|before|to|max|lte|lt|end|enddate)");
    private static final Pattern CREATED =
            Pattern.compile("(filter)?(created?|creation)(at|on|date|time)?(since|after|from|min|gte|gt|start)");

    private Changes() {}

    /** The parameters by which changes are asked for; null when no name says so. */
    public static SourceDraft.@Nullable CursorDraft of(Collection<String> parameters) {
        return first(parameters, FROM)
                .or(() -> first(parameters, CREATED))
                .map(from ->
                        new SourceDraft.CursorDraft(from, first(parameters, TO).orElse(null)))
                .orElse(null);
    }

    /** Whether a parameter asks by the time of creation, so that later changes are not told. */
    public static boolean created(String parameter) {
        return CREATED.matcher(Names.plain(parameter)).matches();
    }

    /** Says what a version of a record's own leaves to decide: a new record begins with a low one, below any cursor. */
    public static void decide(String flow, InboundMapping mapping, Notes notes) {
        Member version = mapping.version();
        if (version != null && mapping.changed() == null) {
            notes.decide("the cursor of flow " + flow + ": nothing says when a record changed (" + version.pointer()
                    + " counts the changes of one record), so all of them are read each time");
        }
    }

    private static Optional<String> first(Collection<String> parameters, Pattern pattern) {
        return parameters.stream()
                .filter(name -> pattern.matcher(Names.plain(name)).matches())
                .findFirst();
    }
}
