package io.tillbridge.barcode;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind an application identifier (GS1 General Specifications, section 3.2).
 *
 * @param ai two to four digits
 * @param title as GS1 names the data
 * @param least characters of the value
 * @param most characters of the value
 * @param kind of its characters
 * @param decimals of a measure or an amount; 0 for all else
 */
record ApplicationIdentifier(String ai, String title, int least, int most, Kind kind, int decimals) {

    enum Kind {
        /** Digits. */
        NUMBER,
        /** Digits, the last of them a check digit. */
        KEY,
        /** YYMMDD. */
        DATE,
        /** A currency of three digits, then digits. */
        MONEY,
        /** The printable characters of GS1 set 82. */
        TEXT
    }

    private static final Pattern ROW =
            Pattern.compile("([0-9]+)(n|-[0-9]+)? ([nkdmx])([0-9]+)?(?:\\.\\.([0-9]+))? (.+)");

    /** {@code n} behind an identifier stands for the place of the decimal point; a range covers each of its numbers. */
    private static final String TABLE = """
            00 k18 SSCC
            01 k14 GTIN
            02 k14 CONTENT
            10 x..20 BATCH/LOT
            11 d6 PROD DATE
            12 d6 DUE DATE
            13 d6 PACK DATE
            15 d6 BEST BEFORE
            16 d6 SELL BY
            17 d6 USE BY OR EXPIRY
            20 n2 VARIANT
            21 x..20 SERIAL
            22 x..20 CPV
            235 x..28 TPX
            240 x..30 ADDITIONAL ID
            241 x..30 CUST. PART No.
            242 n..6 MTO VARIANT
            243 x..20 PCN
            250 x..30 SECONDARY SERIAL
            251 x..30 REF. TO SOURCE
            253 n13..30 GDTI
            254 x..20 GLN EXTENSION COMPONENT
            255 n13..25 GCN
            30 n..8 VAR. COUNT
            310n n6 NET WEIGHT (kg)
            311n n6 LENGTH (m)
            312n n6 WIDTH (m)
            313n n6 HEIGHT (m)
            314n n6 AREA (m2)
            315n n6 NET VOLUME (l)
            316n n6 NET VOLUME (m3)
            320n n6 NET WEIGHT (lb)
            321n n6 LENGTH (in)
            322n n6 LENGTH (ft)
            323n n6 LENGTH (yd)
            324n n6 WIDTH (in)
            325n n6 WIDTH (ft)
            326n n6 WIDTH (yd)
            327n n6 HEIGHT (in)
            328n n6 HEIGHT (ft)
            329n n6 HEIGHT (yd)
            330n n6 GROSS WEIGHT (kg)
            331n n6 LENGTH (m), log
            332n n6 WIDTH (m), log
            333n n6 HEIGHT (m), log
            334n n6 AREA (m2), log
            335n n6 VOLUME (l), log
            336n n6 VOLUME (m3), log
            337n n6 KG PER m2
            340n n6 GROSS WEIGHT (lb)
            356n n6 NET WEIGHT (troy oz)
            357n n6 NET WEIGHT (oz)
            360n n6 NET VOLUME (qt)
            361n n6 NET VOLUME (gal)
            364n n6 VOLUME (in3)
            365n n6 VOLUME (ft3)
            366n n6 VOLUME (yd3)
            37 n..8 COUNT
            390n n..15 AMOUNT
            391n m..18 AMOUNT
            392n n..15 PRICE
            393n m..18 PRICE
            394n n4 PRCNT OFF
            395n n6 PRICE/UoM
            400 x..30 ORDER NUMBER
            401 x..30 GINC
            402 k17 GSIN
            403 x..30 ROUTE
            410 k13 SHIP TO LOC
            411 k13 BILL TO
            412 k13 PURCHASE FROM
            413 k13 SHIP FOR LOC
            414 k13 LOC No.
            415 k13 PAY TO
            416 k13 PROD/SERV LOC
            417 k13 PARTY
            420 x..20 SHIP TO POST
            421 x4..12 SHIP TO POST
            422 n3 ORIGIN
            423 n3..15 COUNTRY - INITIAL PROCESS
            424 n3 COUNTRY - PROCESS
            425 n3..15 COUNTRY - DISASSEMBLY
            426 n3 COUNTRY - FULL PROCESS
            427 x..3 ORIGIN SUBDIVISION
            7001 n13 NSN
            7002 x..30 MEAT CUT
            7003 n10 EXPIRY TIME
            7004 n..4 ACTIVE POTENCY
            7005 x..12 CATCH AREA
            7006 d6 FIRST FREEZE DATE
            7007 n6..12 HARVEST DATE
            8001 n14 DIMENSIONS
            8002 x..20 CMT No.
            8003 x14..30 GRAI
            8004 x..30 GIAI
            8005 n6 PRICE PER UNIT
            8006 n18 ITIP
            8007 x..34 IBAN
            8008 n8..12 PROD TIME
            8010 x..30 CPID
            8011 n..12 CPID SERIAL
            8012 x..20 VERSION
            8013 x..25 GMN
            8017 k18 GSRN - PROVIDER
            8018 k18 GSRN - RECIPIENT
            8019 n..10 SRIN
            8020 x..25 REF No.
            8200 x..70 PRODUCT URL
            90 x..30 INTERNAL
            91-99 x..90 INTERNAL
            """;

    private static final Map<String, ApplicationIdentifier> KNOWN = new HashMap<>();

    static {
        TABLE.lines().forEach(ApplicationIdentifier::add);
    }

    private static void add(String line) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            throw new IllegalStateException("no row of the table: " + line);
        }
        String first = row.group(1);
        String suffix = row.group(2) == null ? "" : row.group(2);
        if (suffix.equals("n")) {
            for (int decimals = 0; decimals <= 5; decimals++) {
                put(row, first + decimals, decimals);
            }
        } else {
            int last = suffix.isEmpty() ? Integer.parseInt(first) : -Integer.parseInt(suffix);
            for (int ai = Integer.parseInt(first); ai <= last; ai++) {
                put(row, suffix.isEmpty() ? first : String.valueOf(ai), 0);
            }
        }
    }

    private static void put(Matcher row, String ai, int decimals) {
        int least = row.group(4) == null ? 1 : Integer.parseInt(row.group(4));
        int most = row.group(5) == null ? least : Integer.parseInt(row.group(5));
        Kind kind = switch (row.group(3).charAt(0)) {
            case 'n' -> Kind.NUMBER;
            case 'k' -> Kind.KEY;
            case 'd' -> Kind.DATE;
            case 'm' -> Kind.MONEY;
            default -> Kind.TEXT;
        };
        KNOWN.put(
                ai, new ApplicationIdentifier(ai, row.group(6), kind == Kind.MONEY ? 4 : least, most, kind, decimals));
    }

    /** The identifier that a text begins with at a place; empty when GS1 has none such. */
    static Optional<ApplicationIdentifier> at(String text, int place) {
        for (int length = 2; length <= 4 && place + length <= text.length(); length++) {
            ApplicationIdentifier known = KNOWN.get(text.substring(place, place + length));
            if (known != null) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** Whether its length is known to every scanner, so that nothing ends its value (section 7.8.5). */
    boolean predefined() {
        int prefix = Integer.parseInt(ai.substring(0, 2));
        return prefix <= 4 || (prefix >= 11 && prefix <= 20) || (prefix >= 31 && prefix <= 36) || prefix == 41;
    }
}
