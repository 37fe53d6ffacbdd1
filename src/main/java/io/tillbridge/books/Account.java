package io.tillbridge.books;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The part that an account plays. Which account of a ledger plays it is said where the ledger is told: by cross reference
 * or value map of the connection.
 */
public enum Account {
    /** Notes and coins in tills. */
    CASH,
    /** What card providers owe until they pay out. */
    CARD_CLEARING,
    /** Tenders that no provider has captured yet: no money. */
    PENDING_TENDERS,
    /** Tenders that are neither cash nor card nor gift card, and sales whose tender nobody told. */
    OTHER_TENDER,
    /** Gift cards sold and not redeemed. */
    GIFT_CARD_LIABILITY,
    /** What customers have paid for goods they do not have yet. */
    CUSTOMER_DEPOSITS,
    /** What customers have and have not paid yet. */
    RECEIVABLES,
    /** Paid out by providers. */
    BANK,
    /** Goods at cost. */
    INVENTORY,
    /** Goods at cost between locations: by store, what it sent less what it received. */
    IN_TRANSIT,
    /** Goods received and not invoiced. */
    GRNI,
    /** What suppliers have invoiced and have not been paid. */
    ACCOUNTS_PAYABLE,
    /** What suppliers' taxes the authority gives back. */
    INPUT_TAX,
    /** What goods cost beside what they were received at: prices and charges of the supplier. */
    PRICE_VARIANCE,
    SALES,
    SALES_RETURNS,
    /** Only where the ledger shows sales before discounts. */
    DISCOUNTS,
    /** Shipping charged to customers. */
    SHIPPING,
    /** Paid back beside what goods and shipping were sold for, such as goodwill; what is kept of it is a credit. */
    ALLOWANCES,
    /** Restocking and other fees charged to customers. */
    FEE_INCOME,
    TAX_PAYABLE,
    TIPS_PAYABLE,
    /** Customs duties charged to customers, owed to customs or the carrier. */
    DUTIES_PAYABLE,
    /** Cost of goods sold. */
    COGS,
    /** Goods lost, found or damaged, at cost. */
    SHRINK,
    /** Tills that hold less or more than they should. */
    OVER_SHORT,
    /** Paid in coins that there are, beside the amount due. */
    CASH_ROUNDING,
    /** What lines leave of a document's total. */
    ROUNDING,
    /** Kept by payment providers and marketplaces. */
    FEES,
    CHARGEBACKS;

    private static final Map<String, Account> BY_WORD =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Account::word, Function.identity()));

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in tables and JSON, such as {@code card_clearing}. */
    public String word() {
        return word;
    }

    /**
     * The account of a word.
     *
     * @throws IllegalArgumentException when no account has it
     */
    public static Account of(String word) {
        Account account = BY_WORD.get(word);
        if (account == null) {
            throw new IllegalArgumentException("no account '" + word + "'; known are " + BY_WORD.keySet());
        }
        return account;
    }

    /** The kind of tender that this account takes in. */
    String tender() {
        return switch (this) {
            case CASH -> "cash";
            case CARD_CLEARING, PENDING_TENDERS -> "card";
            case GIFT_CARD_LIABILITY -> "gift_card";
            default -> "other";
        };
    }

    /**
     * The account that something sold is on, by its kind.
     *
     * @param goods that of goods, which differs between sold and taken back
     */
    static Account ofKind(String kind, Account goods) {
        return switch (kind) {
            case "gift_card" -> GIFT_CARD_LIABILITY;
            case "deposit" -> CUSTOMER_DEPOSITS;
            case "fee" -> FEE_INCOME;
            case "shipping" -> SHIPPING;
            case "tip" -> TIPS_PAYABLE;
            case "duty" -> DUTIES_PAYABLE;
            default -> goods;
        };
    }

    /** The account that a kind of tender is taken in, or paid back from. */
    static Account ofTender(String kind) {
        return switch (kind) {
            case "cash" -> CASH;
            case "card" -> CARD_CLEARING;
            case "gift_card" -> GIFT_CARD_LIABILITY;
            default -> OTHER_TENDER;
        };
    }
}
