package io.tillbridge.demo;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The answers given under the last few thousand idempotency keys: the same key and bytes get the same answer again. */
final class Remembered {

    private static final int KEPT = 5_000;

    private record Given(int bodyHash, Answer answer) {}

    private final Map<String, Given> given = new LinkedHashMap<>(64, 0.75f, false) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Given> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * The stored answer, or a new one.
     *
     * @param mismatch the answer to a known key with other bytes
     */
    synchronized Answer once(String key, byte[] body, Supplier<Answer> first, Supplier<Answer> mismatch) {
        @Nullable Given known = given.get(key);
        if (known != null) {
            return known.bodyHash() == Arrays.hashCode(body) ? known.answer() : mismatch.get();
        }
        Answer answer = first.get();
        given.put(key, new Given(Arrays.hashCode(body), answer));
        return answer;
    }
}
