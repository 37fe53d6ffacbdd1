package io.tillbridge.verification;

import org.springframework.stereotype.Component;

/**
 * A line of an open order is claimed for as much as it wants and has not left; one of an order that is cancelled or completed
 * for nothing. What is claimed is of the line's item, where the line is to be fulfilled. Orders whose lines the hub placed are
 * left out: their claims follow from more than the document.
 */
@Component
final class OrderLineCheck extends OrderCheck {

    OrderLineCheck() {
        super("order_line", """
                , line as (
                    select 'order|' || o.system || '|' || o.order_id || '|' || l.id as key, l.sku,
                           coalesce(l.location, o.document::jsonb ->> 'location', 'unassigned') as location,
                           case when o.state = 'open' then greatest(l.quantity - coalesce(l.fulfilled, 0), 0)
                                else 0 end as promised
                      from o, jsonb_to_recordset(o.document::jsonb -> 'lines')
                           as l (id text, sku text, quantity numeric, fulfilled numeric, location text)
                     where o.allocations is null)
                select line.key, line.promised,
                       case when c.sku = line.sku and c.location = line.location then c.quantity else 0 end
                  from line left join stock_claim c on c.claim_key = line.key
                 where line.promised <> coalesce(c.quantity, 0)
                    or line.promised > 0 and (c.sku, c.location) <> (line.sku, line.location)
                 order by 1
                """);
    }
}
