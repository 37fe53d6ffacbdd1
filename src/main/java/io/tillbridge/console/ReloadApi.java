package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.reload.ReloadOutcome;
import io.tillbridge.reload.Reloads;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The files of this node, read again. */
@RestController
@RequestMapping("/api/reload")
final class ReloadApi {

    private final Reloads reload;

    ReloadApi(Reloads reload) {
        this.reload = reload;
    }

    @Operation(summary = "How the newest reload of this node ended")
    @GetMapping
    ReloadOutcome last() {
        return reload.last();
    }

    /** A refused reload is an answer, not an error: it says what to correct, and what ran runs on. */
    @Operation(
            summary = "Reads all files of this node again and runs what they say",
            description = "A file that is not right leaves what runs as it is, and the answer says why.")
    @PostMapping
    ReloadOutcome reload(HttpServletRequest request) {
        return reload.run(Actor.of(request));
    }
}
