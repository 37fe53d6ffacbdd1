package io.tillbridge.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes files into inputs that nobody would write. The same seed makes the same inputs. */
final class SeededMutator {

    private static final int LONGEST = 256 * 1024;

    /** What has broken readers before: the edges of numbers, of times, of text and of nesting. */
    private static final List<byte[]> EDGES = List.of(
            text("\u0000"),
            text("\\u0000"),
            text("\\ud800"),
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xFF, (byte) 0xFE},
            text("\uFEFF"),
            text("1e999999999"),
            text("-1E-999999999"),
            text("9".repeat(400)),
            text("0.".concat("0".repeat(400)).concat("1")),
            text("null"),
            text("{}"),
            text("[]"),
            text("\"\""),
            text("-0"),
            text("9999-99-99T99:99:99Z"),
            text("+1000000000-12-31T23:59:59.999999999+18:00"),
            text("'||(select 1)||'"),
            text("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>"),
            text("$(secrets.password)"),
            text("%00%ff%"),
            text("\r\n"),
            text("\u2028"),
            text("~"),
            text("*"),
            text("'"),
            text("&a *a"),
            text("<<: "),
            text("!!java/object "));

    private final Random random;
    private final List<byte[]> seeds;

    SeededMutator(long seed, List<byte[]> seeds) {
        this.random = new Random(seed);
        this.seeds = seeds;
    }

    /** The next input: a file with one to eight changes. */
    byte[] next() {
        byte[] input = any();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            input = changed(input);
        }
        return input.length <= LONGEST ? input : Arrays.copyOf(input, LONGEST);
    }

    private byte[] any() {
        return seeds.isEmpty() ? new byte[0] : seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int to = Math.min(input.length, at + 1 + random.nextInt(1 + Math.min(64, input.length)));
        return switch (random.nextInt(8)) {
            case 0 -> joined(input, at, EDGES.get(random.nextInt(EDGES.size())), at);
            case 1 -> joined(input, at, EDGES.get(random.nextInt(EDGES.size())), to);
            case 2 -> joined(input, at, new byte[0], to);
            case 3 -> Arrays.copyOf(input, at);
            case 4 -> joined(input, at, repeated(Arrays.copyOfRange(input, at, to)), to);
            case 5 -> spliced(input, at);
            case 6 -> joined(input, at, nested(), to);
            default -> flipped(input);
        };
    }

    private byte[] flipped(byte[] input) {
        byte[] changed = input.clone();
        for (int i = 0; i < 1 + random.nextInt(4) && changed.length > 0; i++) {
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private byte[] repeated(byte[] part) {
        int times = 1 << random.nextInt(12);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < times && out.size() + part.length <= LONGEST; i++) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private byte[] spliced(byte[] input, int at) {
        byte[] other = any();
        int from = random.nextInt(other.length + 1);
        return joined(input, at, Arrays.copyOfRange(other, from, other.length), input.length);
    }

    private byte[] nested() {
        int depth = 1 << random.nextInt(14);
        return switch (random.nextInt(4)) {
            case 0 -> text("[".repeat(depth));
            case 1 -> text("{\"a\":".repeat(depth));
            case 2 -> text("<a>".repeat(depth));
            default -> text("(".repeat(depth));
        };
    }

    private static byte[] joined(byte[] input, int at, byte[] between, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(at + between.length + input.length - from);
        out.write(input, 0, at);
        out.writeBytes(between);
        out.write(input, from, input.length - from);
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
