package io.tillbridge.platform;

import java.util.ArrayList;
import java.util.List;

/** A sequence in file order. */
public record YamlList(Place place, List<YamlNode> elements) implements YamlNode {

    public YamlList {
        elements = List.copyOf(elements);
    }

    @Override
    public String shape() {
        return "list";
    }

    /** The elements that are maps; every other is a problem and left out. */
    public List<YamlMap> maps() {
        List<YamlMap> maps = new ArrayList<>();
        for (YamlNode element : elements) {
            if (element instanceof YamlMap map) {
                maps.add(map);
            } else {
                element.problem("wrong_type", "a " + element.shape(), "a map", "write {key: value, ...}");
            }
        }
        return maps;
    }

    /** The elements that are texts; every other is a problem and left out. */
    public List<YamlText> texts() {
        List<YamlText> texts = new ArrayList<>();
        for (YamlNode element : elements) {
            if (element instanceof YamlText text) {
                texts.add(text);
            } else {
                element.problem("wrong_type", "a " + element.shape(), "a text", "write one scalar");
            }
        }
        return texts;
    }

    /** As {@link #texts()}, the texts alone. */
    public List<String> strings() {
        return texts().stream().map(YamlText::value).toList();
    }
}
