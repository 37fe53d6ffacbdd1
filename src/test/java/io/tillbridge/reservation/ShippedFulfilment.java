package io.tillbridge.reservation;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The rules of {@code config/fulfilment.yaml} as it is shipped. */
public final class ShippedFulfilment {

    private ShippedFulfilment() {}

    public static FulfilmentRules rules() {
        try {
            Problems problems = new Problems();
            FulfilmentRules rules = FulfilmentFile.read(
                    HomeFiles.of(Map.of(FulfilmentFile.FILE, Files.readString(Path.of(FulfilmentFile.FILE)))),
                    problems);
            problems.refuse();
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
