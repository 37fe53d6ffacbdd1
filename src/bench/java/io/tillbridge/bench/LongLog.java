package io.tillbridge.bench;

import java.util.Arrays;

/** A growing list of longs without boxing; one writer at a time. */
final class LongLog {

    private long[] values = new long[1024];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    long get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }
}
