package io.tillbridge.sourcing;

import io.tillbridge.sourcing.SourcingRule.Split;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the locations of an order: one after the other, each time the best of those that can serve something of what is
 * still open, until nothing is open or none can. What is kept back from new promises is drawn on last and only if the demand
 * may. Pure: the same demand and candidates give the same choice, whatever order the candidates come in.
 */
public final class Chooser {

    private final SourcingRule rule;
    private final Demand demand;
    private final List<Candidate> candidates;
    private final Map<String, BigDecimal> open;
    private final Map<String, Map<String, BigDecimal>> used = new TreeMap<>();
    private final Set<String> serving;
    private final List<Choice.Placed> placed = new ArrayList<>();
    private final Map<String, String> taken = new LinkedHashMap<>();
    private boolean drawing;

    private Chooser(SourcingRule rule, Demand demand, List<Candidate> candidates) {
        this.rule = rule;
        this.demand = demand;
        this.candidates = candidates.stream()
                .sorted(Comparator.comparing(Candidate::location))
                .toList();
        open = demand.quantities();
        serving = new TreeSet<>(demand.serving());
    }

    /** What one location can serve of what is open: by line, and how many of them whole. */
    private record Offer(Candidate by, Map<String, BigDecimal> lines, int whole, boolean all, BigDecimal spare) {

        BigDecimal pieces() {
            return lines.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /**
     * Chooses.
     *
     * @param candidates in any order, each location once
     */
    public static Choice choose(SourcingRule rule, Demand demand, List<Candidate> candidates) {
        Chooser chooser = new Chooser(rule, demand, candidates);
        chooser.place();
        if (demand.draws()) {
            chooser.drawing = true;
            chooser.place();
        }
        return chooser.choice();
    }

    private void place() {
        for (Offer best = best(); best != null; best = best()) {
            take(best);
        }
    }

    private @Nullable Offer best() {
        if (open.isEmpty()) {
            return null;
        }
        List<Offer> offers = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (candidate.leftOut() == null && mayServe(candidate.location())) {
                Offer offer = offer(candidate);
                if (!offer.lines().isEmpty()) {
                    offers.add(offer);
                }
            }
        }
        Offer best = offers.stream()
                .filter(offer -> rule.split() == Split.NEVER ? offer.all() : offer.whole() > 0)
                .min(better())
                .orElse(null);
        if (best == null && rule.split() == Split.PIECES) {
            best = offers.stream().min(better()).orElse(null);
        }
        return best;
    }

    private boolean mayServe(String location) {
        return serving.contains(location) || serving.size() < rule.most();
    }

    /** Lines in their order, each as far as what the location has left goes; of lines that must stay whole all or nothing. */
    private Offer offer(Candidate candidate) {
        Map<String, BigDecimal> left = new TreeMap<>();
        Map<String, BigDecimal> whole = new LinkedHashMap<>();
        Map<String, BigDecimal> parts = new LinkedHashMap<>();
        for (Demand.Line line : demand.lines()) {
            BigDecimal wanted = open.get(line.id());
            if (wanted == null || line.notFrom().contains(candidate.location())) {
                continue;
            }
            BigDecimal has = left.computeIfAbsent(line.sku(), sku -> has(candidate, sku));
            if (has.compareTo(wanted) >= 0) {
                whole.put(line.id(), wanted);
                left.put(line.sku(), has.subtract(wanted));
            } else if (has.signum() > 0) {
                parts.put(line.id(), has);
            }
        }
        BigDecimal spare = left.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean all = whole.size() == open.size();
        // Pieces are taken where no line can be taken whole; then what whole lines would use is nothing
        return whole.isEmpty() && rule.split() == Split.PIECES
                ? new Offer(candidate, first(parts), 0, false, spare)
                : new Offer(candidate, whole, whole.size(), all, spare);
    }

    /** The parts of different items; two lines of one item would take the same pieces. */
    private Map<String, BigDecimal> first(Map<String, BigDecimal> parts) {
        Map<String, BigDecimal> distinct = new LinkedHashMap<>();
        Set<String> items = new TreeSet<>();
        for (Demand.Line line : demand.lines()) {
            BigDecimal part = parts.get(line.id());
            if (part != null && items.add(line.sku())) {
                distinct.put(line.id(), part);
            }
        }
        return distinct;
    }

    private BigDecimal has(Candidate candidate, String sku) {
        Candidate.Stock stock = candidate.of(sku);
        BigDecimal gone = used.getOrDefault(candidate.location(), Map.of()).getOrDefault(sku, BigDecimal.ZERO);
        return (drawing ? stock.all() : stock.free()).subtract(gone).max(BigDecimal.ZERO);
    }

    /** The better one first: one that serves the order already, then as the rule prefers. */
    private Comparator<Offer> better() {
        Comparator<Offer> better = Comparator.comparing(offer -> !serves(offer));
        for (SourcingRule.Preference preference : rule.prefer()) {
            better = better.thenComparing(by(preference));
        }
        return better.thenComparing(offer -> offer.by().location());
    }

    private boolean serves(Offer offer) {
        return serving.contains(offer.by().location());
    }

    private static Comparator<Offer> by(SourcingRule.Preference preference) {
        return switch (preference) {
            case PLACES ->
                Comparator.comparing((Offer offer) -> -offer.whole())
                        .thenComparing(Offer::pieces, Comparator.reverseOrder());
            case TODAY -> Comparator.comparing((Offer offer) -> offer.by().late());
            case TIER -> Comparator.comparing((Offer offer) -> offer.by().tier());
            case BAND ->
                Comparator.comparing((Offer offer) -> offer.by().band(), Comparator.nullsLast(Integer::compare));
            case STOCK -> Comparator.comparing(Offer::spare).reversed();
        };
    }

    private void take(Offer offer) {
        String location = offer.by().location();
        String how = offer.all() ? "all_lines" : offer.whole() > 0 ? "whole_line" : "pieces";
        String why = drawing ? how + "_drawn" : how;
        for (Demand.Line line : demand.lines()) {
            BigDecimal quantity = offer.lines().get(line.id());
            if (quantity != null) {
                placed.add(new Choice.Placed(line.id(), location, quantity, why));
                used.computeIfAbsent(location, at -> new TreeMap<>()).merge(line.sku(), quantity, BigDecimal::add);
                BigDecimal rest = open.getOrDefault(line.id(), BigDecimal.ZERO).subtract(quantity);
                if (rest.signum() > 0) {
                    open.put(line.id(), rest);
                } else {
                    open.remove(line.id());
                }
            }
        }
        taken.putIfAbsent(location, compared(offer, why));
        serving.add(location);
    }

    private static String compared(Offer offer, String why) {
        Candidate by = offer.by();
        String band = by.band() == null ? "no band" : "band " + by.band();
        return why + ": tier " + (by.tier() + 1) + ", " + band + (by.late() ? ", ships tomorrow" : "");
    }

    private Choice choice() {
        List<Choice.Considered> considered = new ArrayList<>();
        for (Candidate candidate : candidates) {
            String how = taken.get(candidate.location());
            considered.add(
                    new Choice.Considered(candidate.location(), how != null, how == null ? left(candidate) : how));
        }
        List<Choice.Unplaced> unplaced = new ArrayList<>();
        open.forEach((line, quantity) -> unplaced.add(new Choice.Unplaced(line, quantity)));
        return new Choice(placed, unplaced, considered);
    }

    private String left(Candidate candidate) {
        if (candidate.leftOut() != null) {
            return candidate.leftOut();
        }
        List<Demand.Line> wanted = demand.lines().stream()
                .filter(line -> !line.notFrom().contains(candidate.location()))
                .toList();
        if (wanted.isEmpty()) {
            return "not_found_there";
        }
        if (wanted.stream().allMatch(line -> candidate.of(line.sku()).all().signum() <= 0)) {
            return "no_stock";
        }
        if (open.isEmpty()) {
            return "not_needed";
        }
        if (!mayServe(candidate.location())) {
            return "too_many_places";
        }
        boolean kept = !demand.draws()
                && wanted.stream()
                        .allMatch(line -> candidate.of(line.sku()).free().signum() <= 0);
        return kept ? "kept_back" : "not_whole";
    }
}
