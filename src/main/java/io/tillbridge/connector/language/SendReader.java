package io.tillbridge.connector.language;

import io.tillbridge.connector.FileSend;
import io.tillbridge.connector.Template;

/** Reads what is sent by other means than a request: a file. */
final class SendReader {

    private SendReader() {}

    /** A file to put; its path carries the idempotency key, so that no file replaces another that was not read yet. */
    static FileSend file(Section send) {
        Template path = send.template("path", Roots.OUTBOUND);
        FilePaths.check(send, "path", path);
        boolean unique = path.pieces().stream()
                .anyMatch(piece -> piece.placeholder()
                        && (piece.text().equals("idempotency.key")
                                || piece.text().equals("batch.id")));
        if (!unique && !path.pieces().isEmpty()) {
            send.placeOf("path")
                    .problem(
                            "idempotency_not_sent",
                            "'" + path + "'",
                            "$(idempotency.key) or $(batch.id) in the name",
                            "add it: files of one name replace each other before they are read");
        }
        return new FileSend(path, FormatReader.required(send));
    }
}
