package io.tillbridge.platform;

/**
 * One thing wrong with a configuration file: where, what was found, what was expected and what to do.
 *
 * @param file name as the user knows it, such as {@code mappings/shopify/order/V003__tax.mapping.yaml}
 * @param line counted from 1; 0 when the problem is the file as a whole
 * @param column counted from 1; 0 when the problem is the file as a whole
 * @param rule stable code, lower case with underscores, such as {@code unknown_key}
 * @param field path within the document, such as {@code rows[3].type}; empty for the document itself
 * @param found what is there, cut to 80 characters by {@link Problems}
 * @param expected what may be there
 * @param fix what to do, as a sentence
 */
public record Problem(
        String file, int line, int column, String rule, String field, String found, String expected, String fix) {

    /** One line: {@code file:line:col rule field: found .., expected .., fix}. */
    @Override
    public String toString() {
        return "%s:%d:%d %s %s: found %s, expected %s; %s"
                .formatted(file, line, column, rule, field, found, expected, fix);
    }
}
