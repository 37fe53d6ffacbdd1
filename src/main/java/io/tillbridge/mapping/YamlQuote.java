package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.node.TextNode;

/** Text in double quotes: what is JSON is YAML too. */
final class YamlQuote {

    private YamlQuote() {}

    static String of(String text) {
        return TextNode.valueOf(text).toString();
    }
}
