package io.tillbridge.platform;

/** A node of a configuration file that knows where it stands. Every scalar is text until a typed accessor reads it. */
public sealed interface YamlNode permits YamlMap, YamlList, YamlText {

    /** Where the node stands. */
    Place place();

    /** The word used in problems: {@code map}, {@code list} or {@code text}. */
    String shape();

    /**
     * Where a node stands, and where its problems go.
     *
     * @param file name as the user knows it
     * @param line counted from 1
     * @param column counted from 1
     * @param field path within the document, such as {@code rows[3].type}; empty for the root
     * @param problems of the load the document belongs to
     */
    record Place(String file, int line, int column, String field, Problems problems) {

        /** Records a problem here. */
        public void problem(String rule, String found, String expected, String fix) {
            problems.add(says(rule, found, expected, fix));
        }

        /** Records a warning here. */
        public void warning(String rule, String found, String expected, String fix) {
            problems.warn(says(rule, found, expected, fix));
        }

        /** A problem here, not recorded. */
        public Problem says(String rule, String found, String expected, String fix) {
            return new Problem(file, line, column, rule, field, found, expected, fix);
        }

        Place child(int childLine, int childColumn, String key) {
            return new Place(file, childLine, childColumn, field.isEmpty() ? key : field + "." + key, problems);
        }

        Place element(int childLine, int childColumn, int index) {
            return new Place(file, childLine, childColumn, field + "[" + index + "]", problems);
        }

        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    /** Records a problem at this node. */
    default void problem(String rule, String found, String expected, String fix) {
        place().problem(rule, found, expected, fix);
    }
}
