package io.tillbridge.mapping;

import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Files against the active set that PostgreSQL holds: what both have must be equal, what the files have more is to be added
 * on top, and what they have less they are behind with.
 *
 * @param versions released files that PostgreSQL has not, or has without their text
 * @param rows activation rows that PostgreSQL has not
 * @param valueMaps newer than PostgreSQL has them
 * @param behind in words: what PostgreSQL has more
 */
record SetComparison(List<CompiledMapping> versions, List<NewRow> rows, List<ValueMap> valueMaps, List<String> behind) {

    /** An activation row and its place among the subject's rows, counted from 1. */
    record NewRow(String subject, int number, StoredSet.Row row) {}

    /**
     * Compares, and records every difference that is no addition.
     *
     * @param before texts that PostgreSQL has of versions whose file is another now, by {@code <subject> V<n>}
     */
    static SetComparison of(LoadedMappings own, StoredSet stored, Map<String, String> before, Problems problems) {
        SetComparison found =
                new SetComparison(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        found.compareVersions(own, stored, before, problems);
        own.catalog().activationFiles().forEach(file -> found.compareRows(file, stored, problems));
        own.catalog().valueMaps().forEach(map -> found.compareValueMap(own, map, stored, problems));
        found.tellAbsent(own.catalog(), stored);
        return found;
    }

    /** Whether the files bring nothing new. */
    boolean addsNothing() {
        return versions.isEmpty() && rows.isEmpty() && valueMaps.isEmpty();
    }

    private void compareVersions(LoadedMappings own, StoredSet stored, Map<String, String> before, Problems problems) {
        for (CompiledMapping mapping : own.catalog().compiled()) {
            String name = MappingLock.name(mapping.subject(), mapping.version());
            String known = stored.versions().get(name);
            if (known == null
                    || (known.equals(mapping.sha256()) && stored.textless().contains(name))) {
                if (own.catalog().released(mapping)) {
                    versions.add(mapping);
                }
            } else if (!known.equals(mapping.sha256())) {
                String text = own.files().text(mapping.file());
                String released = before.getOrDefault(name, "");
                DifferingLine line = released.isEmpty() ? null : DifferingLine.between(released, text);
                problems.add(new Problem(
                        mapping.file(),
                        line == null ? DifferingLine.of(text, "version:") : line.number(),
                        1,
                        "not_the_imported_file",
                        "",
                        (line == null ? "" : line.is() + ", ") + "hash " + mapping.sha256(),
                        (line == null ? "" : line.was() + ", ") + "hash " + known + ", as PostgreSQL has it",
                        "restore the file, or put the change into a new version"));
            }
        }
    }

    private void compareRows(ActivationFile file, StoredSet stored, Problems problems) {
        List<StoredSet.Row> known = stored.rows(file.subject());
        if (!known.isEmpty() && !known.get(0).basis().equals(file.basis())) {
            problems.add(file.basisPlace()
                    .says(
                            "activation_changed",
                            "basis: " + file.basis(),
                            known.get(0).basis(),
                            "restore it"));
        }
        for (int number = 1; number <= file.rows().size(); number++) {
            Activation row = file.rows().get(number - 1);
            String sha256 = ActivationFile.sha256(row);
            if (number > known.size()) {
                rows.add(new NewRow(file.subject(), number, new StoredSet.Row(row, file.basis(), sha256)));
            } else if (!known.get(number - 1).sha256().equals(sha256)) {
                changed(
                        file.places().get(number - 1),
                        number,
                        row,
                        known.get(number - 1).row(),
                        problems);
            }
        }
        if (known.size() > file.rows().size()) {
            behind.add(file.file() + " has " + file.rows().size() + " of " + known.size() + " activation rows");
        }
    }

    private static void changed(
            YamlNode.Place place, int number, Activation found, Activation known, Problems problems) {
        problems.add(place.says(
                "activation_changed",
                "row " + number + ": " + ActivationText.row(found),
                ActivationText.row(known) + ", as PostgreSQL has it",
                "restore the row and append another"));
    }

    private void compareValueMap(LoadedMappings own, ValueMap map, StoredSet stored, Problems problems) {
        int newest = stored.newest(map.name());
        StoredSet.MapVersion known = stored.valueMap(map.name(), map.version());
        StoredSet.MapVersion last = stored.valueMap(map.name(), newest);
        String file = own.catalog().valueMapFile(map.name());
        if (known != null && !known.sha256().equals(ValueMapText.sha256(map))) {
            differs(
                    own,
                    file,
                    "version " + map.version() + " with other rows than PostgreSQL has under it",
                    newest,
                    problems);
        } else if (known != null && map.version() < newest) {
            behind.add(file + " is at version " + map.version() + " of " + newest);
        } else if (known == null && map.version() < newest) {
            differs(own, file, "version " + map.version() + ", which PostgreSQL never had", newest, problems);
        } else if (known == null
                && map.version() > newest + 1
                && last != null
                && !last.by().equals(StoredSet.FILES)) {
            differs(
                    own,
                    file,
                    "version " + map.version() + ", and PostgreSQL has version " + newest + " of " + last.by(),
                    newest,
                    problems);
        } else if (known == null) {
            valueMaps.add(map);
        }
    }

    private static void differs(LoadedMappings own, String file, String found, int newest, Problems problems) {
        problems.add(new Problem(
                file,
                DifferingLine.of(own.files().text(file), "version:"),
                1,
                "value_map_changed",
                "version",
                found,
                "version " + (newest + 1) + ", built on version " + newest,
                "run: tillbridge value-map show NAME --url URL, put the change on top of it, and count on"));
    }

    private void tellAbsent(MappingCatalog own, StoredSet stored) {
        for (String name : stored.versions().keySet()) {
            int gap = name.lastIndexOf(" V");
            Mapping mapping = own.version(name.substring(0, gap), Integer.parseInt(name.substring(gap + 2)));
            if (mapping == null || !own.released(mapping)) {
                behind.add(name + " is released and " + (mapping == null ? "has no file" : "is a draft") + " here");
            }
        }
        for (String subject : stored.activations().keySet()) {
            if (own.activations(subject).isEmpty()) {
                behind.add(ActivationFile.name(subject) + " is missing");
            }
        }
        for (String name : stored.valueMaps().keySet()) {
            if (own.valueMap(name) == null) {
                behind.add(ValueMapReader.file(name) + " is missing");
            }
        }
    }
}
