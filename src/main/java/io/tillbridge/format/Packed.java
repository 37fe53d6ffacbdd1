package io.tillbridge.format;

import io.tillbridge.connector.Format.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs a document. */
final class Packed {

    private Packed() {}

    /** The packed bytes; equal documents are packed equally. */
    static byte[] of(Compression compression, byte[] document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (compression == Compression.GZIP) {
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(document);
                }
            } else {
                try (ZipOutputStream zip = new ZipOutputStream(out)) {
                    ZipEntry entry = new ZipEntry("document");
                    entry.setTime(0);
                    zip.putNextEntry(entry);
                    zip.write(document);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return out.toByteArray();
    }
}
