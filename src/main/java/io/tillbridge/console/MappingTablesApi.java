package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.MappingPages;
import io.tillbridge.mapping.MappingTable;
import io.tillbridge.mapping.RunningMappings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Versions of mappings as tables for people. */
@RestController
@RequestMapping("/api/mappings/{subject}/versions/{version}/table")
final class MappingTablesApi {

    private final RunningMappings mappings;

    MappingTablesApi(RunningMappings mappings) {
        this.mappings = mappings;
    }

    @Operation(summary = "A version of a mapping as a table, in HTML or Markdown")
    @GetMapping
    ResponseEntity<String> table(
            @PathVariable String subject,
            @PathVariable int version,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        MappingTable table = find(subject, version);
        boolean html = accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
        return ResponseEntity.ok()
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .header(HttpHeaders.CONTENT_TYPE, (html ? "text/html" : "text/markdown") + ";charset=UTF-8")
                .body(html ? MappingPages.html(table) : MappingPages.markdown(table));
    }

    private MappingTable find(String subject, int version) {
        MappingTable table = MappingTable.of(mappings.files(), subject, version);
        if (table == null) {
            throw ApiProblem.notFound(
                    "mapping_version_unknown",
                    "no version " + version + " of mapping " + subject + "; /api/mappings/" + subject + " lists them");
        }
        return table;
    }
}
