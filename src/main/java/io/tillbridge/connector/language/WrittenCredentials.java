package io.tillbridge.connector.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses credentials that are written out where a name says that one stands; they are never quoted. */
final class WrittenCredentials {

    private static final String TELLING = "(proxy-)?authorization|cookie|x-auth|pwd"
            + "|.*(api|access|app|auth|private|subscription|license)[-_]?key"
            + "|.*(token|secret|password|passwd|signature|credentials?)";
    private static final Pattern NAME = Pattern.compile("(?i)" + TELLING);
    private static final Pattern IN_ADDRESS =
            Pattern.compile("(?i)(?:[?&;](?:key|" + TELLING + ")=[^$&;])|(?://[^/@?]*:[^/@?$]+@)");

    private WrittenCredentials() {}

    /** A header, parameter, form field or property whose name tells that it is a credential, with a literal value. */
    static void refuse(YamlNode.Place place, String name, Template value) {
        if (NAME.matcher(name).matches()
                && value.constant()
                && !value.toString().isEmpty()) {
            refuse(place);
        }
    }

    /** The same of members of a JSON body, however deep. */
    static void refuse(YamlNode.Place place, JsonNode body) {
        body.properties().forEach(member -> {
            if (member.getValue().isTextual()) {
                refuse(place, member.getKey(), Template.parse(member.getValue().textValue()));
            } else {
                refuse(place, member.getValue());
            }
        });
        if (body.isArray()) {
            body.forEach(element -> refuse(place, element));
        }
    }

    /** A user before the host of an address, or a telling parameter behind it. */
    static void refuseIn(YamlNode.Place place, String address) {
        Matcher found = IN_ADDRESS.matcher(address);
        if (found.find()) {
            refuse(place);
        }
    }

    private static void refuse(YamlNode.Place place) {
        place.problem(
                "secret_written_out",
                "a credential without $(secrets.NAME)",
                "$(secrets.NAME), in auth or in a header",
                "declare the secret under spec and name it; whoever wrote it out should change it");
    }
}
