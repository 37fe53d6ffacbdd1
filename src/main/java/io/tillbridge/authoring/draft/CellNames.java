package io.tillbridge.authoring.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What APIs call the cells of the canonical model: plain names, the likelier first. */
final class CellNames {

    static final List<String> LINES = List.of(
            "lines",
            "lineitems",
            "items",
            "orderlines",
            "orderitems",
            "rows",
            "orderrows",
            "products",
            "positions",
            "entries",
            "articles");
    static final List<String> SKU = List.of(
            "sku",
            "itemsku",
            "productsku",
            "variantsku",
            "sellersku",
            "skucode",
            "articlenumber",
            "articleno",
            "itemnumber",
            "itemno",
            "itemcode",
            "productcode",
            "productnumber",
            "partnumber",
            "stockcode",
            "ean",
            "barcode",
            "productid",
            "variantid",
            "itemid",
            "articleid");
    static final List<String> QUANTITY =
            List.of("quantity", "qty", "quantityordered", "orderedquantity", "qtyordered", "units", "pieces", "count");
    static final List<String> STOCK = List.of(
            "available",
            "availablequantity",
            "quantityavailable",
            "onhand",
            "quantityonhand",
            "stockonhand",
            "instock",
            "stocklevel",
            "inventorylevel",
            "inventory",
            "stockquantity",
            "inventoryquantity",
            "stock",
            "quantity",
            "qty",
            "units",
            "level",
            "count");
    static final List<String> LOCATION = List.of(
            "locationid",
            "locationcode",
            "location",
            "storeid",
            "storecode",
            "store",
            "warehouseid",
            "warehousecode",
            "branchid",
            "branch",
            "shopid",
            "siteid",
            "outletid");
    static final List<String> CURRENCY = List.of("currency", "currencycode", "currencyiso", "isocurrency", "ccy");
    /** Names of the time of a change. */
    static final List<String> CHANGED = joined(List.of(
            TimeNames.of("updated", "modified", "lastmodified", "lastupdated", "changed", "lastchanged", "update"),
            List.of("dateupdated", "datemodified")));

    /** Names of what tells which of two states of a record is newer; a version counts the changes of one record. */
    static final List<String> VERSION = joined(List.of(CHANGED, List.of("version", "revision")));

    static final List<String> PLACED = joined(List.of(
            TimeNames.of("placed", "ordered"),
            List.of("orderdate"),
            TimeNames.of("created", "creation"),
            List.of("datecreated", "date", "timestamp", "ts")));
    static final List<String> STATE = List.of("status", "state", "orderstatus", "orderstate", "fulfillmentstatus");

    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("name", List.of("name", "title", "productname", "itemname", "description")),
            Map.entry("unitPrice", List.of("unitprice", "priceperunit", "itemprice", "saleprice", "price")),
            Map.entry("price", List.of("price", "regularprice", "unitprice", "listprice", "retailprice")),
            Map.entry("discount", List.of("discountamount", "discount", "discounttotal", "totaldiscount")),
            Map.entry("lineTotal", List.of("linetotal", "total", "totalprice", "lineamount", "subtotal")),
            Map.entry(
                    "fulfilled",
                    List.of("quantityshipped", "shippedquantity", "fulfilledquantity", "shipped", "fulfilled")),
            Map.entry(
                    "totals.goods",
                    List.of("totalsgoods", "totalssubtotal", "subtotal", "goodstotal", "itemstotal", "productstotal")),
            Map.entry(
                    "totals.shipping",
                    List.of(
                            "totalsshipping",
                            "shippingtotal",
                            "shippingamount",
                            "shippingcost",
                            "shippingprice",
                            "freight",
                            "shipping")),
            Map.entry("totals.tax", List.of("totalstax", "totaltax", "taxtotal", "taxamount", "vat", "tax")),
            Map.entry("totals.tip", List.of("tip", "tipamount", "totaltip", "gratuity")),
            Map.entry(
                    "totals.grand",
                    List.of(
                            "totalsgrand",
                            "totalstotal",
                            "grandtotal",
                            "totalamount",
                            "totalprice",
                            "ordertotal",
                            "total",
                            "amount")),
            Map.entry("customer.email", List.of("customeremail", "email", "buyeremail", "contactemail")),
            Map.entry(
                    "taxIncluded",
                    List.of("taxincluded", "taxesincluded", "pricesincludetax", "taxinclusive", "includestax")),
            Map.entry("orderId", List.of("orderid", "orderuid", "orderno", "ordernumber", "order")),
            Map.entry(
                    "register",
                    List.of("registerid", "register", "tillid", "till", "terminalid", "terminal", "deviceid")),
            Map.entry(
                    "receiptNumber", List.of("receiptnumber", "receiptno", "ticketnumber", "number", "invoicenumber")),
            Map.entry("gtin", List.of("gtin", "ean", "upc", "barcode")),
            Map.entry("carrier", List.of("carrier", "carriername", "shippingcarrier", "courier")),
            Map.entry("supplier", List.of("supplierid", "supplier", "vendorid", "vendor")),
            Map.entry("soldAt", List.of("soldat", "completedat", "closedat", "saledate", "transactiondate")),
            Map.entry("returnedAt", List.of("returnedat", "refundedat", "processedat", "completedat")),
            Map.entry("shippedAt", List.of("shippedat", "shipdate", "shippeddate", "dispatchedat")),
            Map.entry("receivedAt", List.of("receivedat", "receiveddate", "completedat")),
            Map.entry("observedAt", List.of("countedat", "observedat", "asof")));

    /** Names that say an amount only by their unit: a {@code line} without it is a number of a line. */
    private static final Map<String, List<String>> SHORT = Map.of(
            "unitPrice", List.of("unitcents", "unitminor"),
            "lineTotal", List.of("linecents", "lineminor"),
            "totals.goods", List.of("goodscents", "goodsminor"),
            "totals.grand", List.of("grandcents", "grandminor"));

    private CellNames() {}

    private static List<String> joined(List<List<String>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    /** Names of a cell; none for one that is not looked for. */
    static List<String> of(String cell) {
        return NAMES.getOrDefault(cell, List.of());
    }

    /** Names of an amount, those that say its unit too: {@code total_cents}. */
    static List<String> amounts(String cell) {
        List<String> names = new ArrayList<>(of(cell));
        for (String unit : List.of("cents", "incents", "minor", "money", "amount")) {
            of(cell).forEach(name -> names.add(name + unit));
        }
        SHORT.getOrDefault(cell, List.of()).forEach(names::add);
        return names;
    }

    /** Names of a time, those that say its unit too: {@code sold_ts}. */
    static List<String> times(String cell) {
        return TimeNames.of(of(cell));
    }

    /** Names of a record's own id. */
    static List<String> ids(Kind kind) {
        List<String> names = new ArrayList<>(List.of("id", "uid", "uuid", "guid"));
        kind.words()
                .forEach(word ->
                        names.addAll(List.of(word + "id", word + "uid", word + "uuid", word + "number", word + "no")));
        names.addAll(List.of("number", "no", "key", "code", "reference", "ref"));
        return names;
    }

    /** Names of what people call a record. */
    static List<String> numbers(Kind kind) {
        List<String> names = new ArrayList<>();
        kind.words().forEach(word -> names.addAll(List.of(word + "number", word + "no")));
        names.addAll(List.of("number", "no", "displayid", "incrementid", "name", "reference"));
        return names;
    }
}
