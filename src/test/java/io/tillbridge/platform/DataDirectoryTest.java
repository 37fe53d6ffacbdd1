package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path temporary = Path.of("");

    @Test
    void aDirectoryInUseIsRefusedWithThePidOfItsHolder() {
        try (DataDirectory held = DataDirectory.open(temporary, 0)) {
            assertThatThrownBy(() -> DataDirectory.open(held.root(), 0))
                    .isInstanceOfSatisfying(
                            StartupFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo("data_directory_in_use"))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        DataDirectory.open(temporary, 0).close();
    }

    @Test
    void aPathThatCannotBeADirectoryIsRefused() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.open(file.resolve("data"), 0))
                .isInstanceOfSatisfying(
                        StartupFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("data_directory_unwritable"))
                .hasMessageContaining("--data DIR");
    }

    @Test
    void aDiskWithoutRoomIsRefusedAndTheDirectoryGivenUp() {
        assertThatThrownBy(() -> DataDirectory.open(temporary, Long.MAX_VALUE))
                .isInstanceOfSatisfying(
                        StartupFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("disk_full"));
        DataDirectory.open(temporary, 0).close();
    }
}
