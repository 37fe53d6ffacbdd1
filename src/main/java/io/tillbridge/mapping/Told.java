package io.tillbridge.mapping;

/** Outcomes of a translation in the words of a report, without the document. */
final class Told {

    static final String RESULT = "a result";

    private Told() {}

    static String of(Translation translation) {
        if (translation instanceof Translation.Untranslatable failure) {
            return deadLetter(failure.code(), failure.at()) + ": " + failure.detail();
        }
        return translation instanceof Translation.Missing missing ? "a hold on " + missing.key() : RESULT;
    }

    static String deadLetter(String code, String at) {
        return "dead letter " + code + (at.isEmpty() ? "" : " at " + at);
    }
}
