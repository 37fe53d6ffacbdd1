package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of problems in operations.md has every code that the API's source gives, and no other. */
class DocumentedCodesTest {

    private static final Path SOURCE = Path.of("src/main/java/io/tillbridge/console");
    private static final Path MANUAL = Path.of("src/docs/operations.md");

    private static final Pattern GIVEN =
            Pattern.compile("(?:badRequest|notFound|conflict|ApiProblem)\\(\\s*\"([a-z_]+)\"|"
                    + "HttpStatus\\.[A-Z_]+,\\s*\"([a-z_]+)\"");
    private static final Pattern CHECKED = Pattern.compile("Texts\\.(?:id|optional|word)\\(\\s*\"(\\w+)\"");
    private static final Pattern CODE = Pattern.compile("`([a-z_]+)`");

    /** Given by the frame, the token filter, the reading of GTINs, the rules of the active set, and reservations. */
    private static final Set<String> ELSEWHERE = Set.of(
            "bad_request",
            "method_not_allowed",
            "not_acceptable",
            "unsupported_media_type",
            "unauthentic",
            "not_a_gtin",
            "check_digit",
            "price_verifier",
            "invalid_units",
            "unknown_identifier",
            "wrong_length",
            "wrong_character",
            "wrong_date",
            "barcode_unknown",
            "barcode_restricted",
            "not_released",
            "from_missing",
            "activation_overlap",
            "activation_in_the_past",
            "rollback_unmatched",
            "nothing_to_roll_back",
            "rollback_meets_another",
            "value_map_moved",
            "value_map_overlap",
            "value_map_not_bijective",
            "value_map_version_unknown",
            "nothing_changes",
            "mapping_version_missing",
            "mapping_set_unknown",
            "stock_short",
            "hold_expired",
            "line_settled",
            "line_unknown",
            "reservation_unknown",
            "reservation_ended",
            "not_confirmed",
            "not_allocated",
            "already_picked",
            "quantity_too_great",
            "operation_reused",
            "not_held",
            "fulfilment_unknown",
            "location_required",
            "location_invalid",
            "expiry_past",
            "substitution_unknown",
            "substitution_decided",
            "order_ended",
            "nothing_open",
            "location_excluded",
            "kit_not_substituted");

    @Test
    void everyCodeIsInTheTable() throws IOException {
        Set<String> given = new TreeSet<>(ELSEWHERE);
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                String source = Files.readString(file);
                for (MatchResult code : GIVEN.matcher(source).results().toList()) {
                    given.add(code.group(1) == null ? code.group(2) : code.group(1));
                }
                CHECKED.matcher(source).results().forEach(one -> given.add(Texts.invalid(one.group(1))));
            }
        }

        assertThat(table()).containsExactlyInAnyOrderElementsOf(given);
    }

    private static Set<String> table() throws IOException {
        List<String> lines = Files.readAllLines(MANUAL);
        int start = lines.indexOf("**Problems of the API** (RFC 9457)");
        return lines.subList(start, lines.size()).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| ") && Character.isDigit(line.charAt(2)))
                .flatMap(line -> CODE.matcher(line).results())
                .map(code -> code.group(1))
                .collect(Collectors.toSet());
    }
}
