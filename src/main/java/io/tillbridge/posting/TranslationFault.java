package io.tillbridge.posting;

import io.tillbridge.canonical.Failure.Category;
import java.util.Set;

/** Who is to act on a document that could not be translated: its sender, or who keeps the mapping and the master data. */
final class TranslationFault {

    /** What the document has is not what it says it has; no row of a table could mend it. */
    private static final Set<String> OF_THE_DOCUMENT = Set.of(
            "assert_failed",
            "not_a_bool",
            "not_a_currency",
            "not_a_date",
            "not_a_gtin",
            "not_a_list",
            "not_a_local_datetime",
            "not_a_number",
            "not_a_revision",
            "not_a_text",
            "not_a_time",
            "not_a_timezone",
            "not_an_id",
            "not_an_instant",
            "not_an_integer",
            "null_refused",
            "required_missing",
            "too_many_digits");

    private TranslationFault() {}

    static Category of(String code) {
        return OF_THE_DOCUMENT.contains(code) ? Category.PARTNER_REFUSED : Category.MISSING_REFERENCE;
    }
}
