package io.tillbridge.stock;

import io.tillbridge.stock.BufferRule.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All quotas. Of several that are for an item the one counts that leaves least. */
public final class Quotas {

    /** There is none. */
    public static final Quotas NONE = new Quotas(List.of());

    private final List<Quota> all;

    public Quotas(Collection<Quota> quotas) {
        all = List.copyOf(quotas);
    }

    /** In the order of the file. */
    public List<Quota> all() {
        return all;
    }

    /** Whether there is none. */
    public boolean none() {
        return all.isEmpty();
    }

    /** Those that count at an instant. */
    public List<Quota> at(Instant at) {
        return all.stream().filter(quota -> quota.holds(at)).toList();
    }

    /** The channels that have any. */
    public Set<String> channels() {
        Set<String> channels = new TreeSet<>();
        all.forEach(quota -> channels.add(quota.channel()));
        return channels;
    }

    /** Whether figures depend on an item's category or class. */
    public boolean askTraits() {
        return all.stream().anyMatch(quota -> {
            Scope.Kind kind = quota.scope().kind();
            return kind == Scope.Kind.CATEGORY || kind == Scope.Kind.ABC_CLASS;
        });
    }

    /** Whether some quota may be for an item. */
    public boolean mayBeFor(String sku) {
        return all.stream()
                .anyMatch(quota -> quota.scope().kind() != Scope.Kind.SKU
                        || quota.scope().value().equals(sku));
    }

    /** Whether a quota is for an item. */
    public static boolean isFor(Quota quota, String sku, Traits traits) {
        Scope scope = quota.scope();
        return switch (scope.kind()) {
            case ALL -> true;
            case SKU -> scope.value().equals(sku);
            case CATEGORY -> scope.value().equals(traits.category());
            case VELOCITY -> scope.value().equals(traits.velocity());
            case ABC_CLASS -> scope.value().equals(traits.abcClass());
        };
    }

    /** Of several the one that leaves least; null when there is none. */
    public static Quota.@Nullable Standing least(Collection<Quota.Standing> standings) {
        Quota.Standing least = null;
        for (Quota.Standing one : standings) {
            least = least == null || one.left().compareTo(least.left()) < 0 ? one : least;
        }
        return least;
    }
}
