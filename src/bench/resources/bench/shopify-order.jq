# The rows of mappings/shopify/order/V001 that the two-line sample reaches, in jq
def present: . != null;
def money($ccy): {amount: ., currency: $ccy};
def cents: tonumber * 100 | round;
def amount: (. / 100 | floor | tostring) + "." + ("0" + (. % 100 | tostring) | .[-2:]);
def instant:
  (.[0:19] + "Z" | fromdateiso8601) as $local
  | (if .[19:20] == "Z" then 0
     else ((.[20:22] | tonumber) * 3600 + (.[23:25] | tonumber) * 60) * (if .[19:20] == "-" then -1 else 1 end) end) as $offset
  | $local - $offset | todateiso8601;
def state($order): if $order.cancelled_at then "cancelled" elif $order.fulfillment_status == "fulfilled" then "completed" else "open" end;
def paid: {pending: "pending", authorized: "pending", partially_paid: "pending", expired: "voided", paid: "paid",
  partially_refunded: "partially_refunded", refunded: "refunded", voided: "voided"}[.];
. as $order
| .currency as $ccy
| {
    system: $connection.id,
    id: (.id | tostring),
    number: .name,
    state: state($order),
    placedAt: (.processed_at // .created_at | instant),
    businessDate: (.processed_at // .created_at | .[0:10]),
    revision: (.updated_at | instant),
    currency: $ccy,
    taxIncluded: .taxes_included,
    customer: {email: (.email | split(" ")[0] | ascii_downcase)},
    location: $connection.settings.defaultLocation,
    lines: [.line_items[] | select(.variant_id | present) | select((.current_quantity // 1) > 0)
      | (.current_quantity // .quantity) as $quantity
      | (.fulfillable_quantity // .current_quantity // .quantity) as $open
      | (.price_set.shop_money.amount // .price) as $price
      | ([.discount_allocations[].amount_set.shop_money.amount | cents] | add // 0) as $discount
      | {
          id: (.id | tostring),
          sku: (.sku | split("\n")[0]),
          name: .name,
          quantity: ($quantity | tostring),
          open: ($open | tostring),
          fulfilled: (if state($order) == "cancelled" then 0 else [$quantity - $open, 0] | max end | tostring),
          unitPrice: ($price | money($ccy)),
          discount: ($discount | amount | money($ccy)),
          lineTotal: (($price | cents) * $quantity - $discount | amount | money($ccy)),
          taxes: [.tax_lines[] | {code: .title, amount: (.price_set.shop_money.amount // .price | money($ccy))}]
        }],
    totals: {
      goods: (.current_subtotal_price // .subtotal_price | money($ccy)),
      shipping: (.total_shipping_price_set.shop_money.amount // "0.00" | money($ccy)),
      tax: (.current_total_tax // .total_tax // "0.00" | money($ccy)),
      grand: (.current_total_price // .total_price | money($ccy))
    },
    payment: {state: (.financial_status | paid)}
  }
