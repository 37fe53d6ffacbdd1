package io.tillbridge.books;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a bundle's line belongs to each of its components: by what each is worth by itself, the remainder to the dearest;
 * where that is not known of all, by pieces. The parts add up to the stored figures of the line.
 */
final class KitShares {

    private final Figures.Line line;
    private final Map<String, KitPart> parts;
    private final Map<String, Figures.Line> shares = new TreeMap<>();

    private KitShares(Figures.Line line, Map<String, KitPart> parts) {
        this.line = line;
        this.parts = parts;
    }

    /**
     * By component, its part of the line.
     *
     * @param line of some bundles
     * @param parts of one bundle; at least one
     */
    static Map<String, Figures.Line> of(Figures.Line line, Map<String, KitPart> parts, MoneyCells money) {
        KitShares kit = new KitShares(line, parts);
        kit.split(money);
        return kit.shares;
    }

    private void split(MoneyCells money) {
        boolean known = parts.values().stream().allMatch(part -> part.value().signum() > 0);
        List<String> skus = new ArrayList<>(new TreeMap<>(parts).keySet());
        skus.sort(Comparator.comparing(sku -> weight(sku, known)));
        List<BigDecimal> weights = new ArrayList<>();
        skus.forEach(sku -> weights.add(weight(sku, known)));
        List<BigDecimal> totals = Shares.split(line.total(), weights);
        Map<String, List<BigDecimal>> taxes = new HashMap<>();
        line.taxes().forEach((code, tax) -> taxes.put(code, Shares.split(tax, weights)));
        for (int i = 0; i < skus.size(); i++) {
            Map<String, BigDecimal> own = new HashMap<>();
            int at = i;
            taxes.forEach((code, amounts) -> own.put(code, amounts.get(at)));
            BigDecimal pieces = line.quantity().multiply(part(skus.get(i)).per());
            shares.put(
                    skus.get(i),
                    new Figures.Line(
                            line.id(),
                            skus.get(i),
                            line.kind(),
                            pieces,
                            pieces,
                            totals.get(i).subtract(Figures.sum(own)),
                            money.zero(),
                            own));
        }
    }

    private KitPart part(String sku) {
        return parts.getOrDefault(sku, new KitPart(BigDecimal.ONE, BigDecimal.ZERO));
    }

    private BigDecimal weight(String sku, boolean known) {
        return known ? part(sku).value() : part(sku).per();
    }
}
