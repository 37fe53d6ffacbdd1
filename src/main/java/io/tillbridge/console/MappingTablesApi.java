package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.MappingPages;
import io.tillbridge.mapping.MappingTable;
import io.tillbridge.platform.HomeFiles;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Versions of mappings as tables for people. */
@RestController
@RequestMapping("/api/mappings/{subject}/versions/{version}/table")
final class MappingTablesApi {

    private final HomeFiles home;

    MappingTablesApi(HomeFiles home) {
        this.home = home;
    }

    @Operation(summary = "A version of a mapping as a table, in Markdown or HTML")
    @GetMapping(produces = "text/markdown;charset=UTF-8")
    String markdown(@PathVariable String subject, @PathVariable int version) {
        return MappingPages.markdown(table(subject, version));
    }

    @Operation(summary = "A version of a mapping as a table, in Markdown or HTML")
    @GetMapping(produces = "text/html;charset=UTF-8")
    ResponseEntity<String> html(@PathVariable String subject, @PathVariable int version) {
        return ResponseEntity.ok()
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .body(MappingPages.html(table(subject, version)));
    }

    private MappingTable table(String subject, int version) {
        MappingTable table = MappingTable.of(home, subject, version);
        if (table == null) {
            throw ApiProblem.notFound(
                    "mapping_version_unknown",
                    "no version " + version + " of mapping " + subject + "; /api/mappings/" + subject + " lists them");
        }
        return table;
    }
}
