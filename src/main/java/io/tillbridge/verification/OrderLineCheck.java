package io.tillbridge.verification;

import org.springframework.stereotype.Component;

/**
 * A line of an open order is claimed for as much as it wants and has not left; one of an order that is cancelled or completed
 * for nothing. What is claimed is of the line's item, where the line is to be fulfilled, and anywhere for what was not found
 * there; of a bundle the built ones and each component for the rest. Orders whose lines the hub placed are left out: their
 * claims follow from more than the document.
 */
@Component
final class OrderLineCheck extends OrderCheck {

    OrderLineCheck() {
        super("order_line", """
                , line as (
                    select 'order|' || o.system || '|' || o.order_id || '|' || l.id as key,
                           'reroute|' || o.system || '|' || o.order_id || '|' || l.id as elsewhere, l.sku, b.components,
                           coalesce(l.location, o.document::jsonb ->> 'location', 'unassigned') as location,
                           case when o.state = 'open' then greatest(l.quantity - coalesce(l.fulfilled, 0), 0)
                                else 0 end as promised
                      from o
                     cross join jsonb_to_recordset(o.document::jsonb -> 'lines')
                           as l (id text, sku text, quantity numeric, fulfilled numeric, location text)
                      left join sold_bundle b
                        on b.subject = 'order|' || o.system || '|' || o.order_id and b.sku = l.sku
                     where o.allocations is null),
                claimed as (
                    select line.key, line.promised, sum(place.own) as own, sum(place.fewest) as fewest,
                           sum(place.most) as most
                      from line
                     cross join lateral (
                           select case when line.promised = 0 or (c.sku, c.location) = (line.sku, name.location)
                                       then coalesce(c.quantity, 0) else 0 end as own,
                                  made.fewest, made.most
                             from (values (line.key, line.location), (line.elsewhere, 'unassigned'))
                                  as name (key, location)
                             left join stock_claim c on c.claim_key = name.key
                            cross join lateral (
                                  select coalesce(min(part.units), 0) as fewest, coalesce(max(part.units), 0) as most
                                    from (select case when p.location = name.location and p.sku = e.key
                                                      then p.quantity else 0 end / e.value::numeric as units
                                            from jsonb_each_text(line.components) e
                                            left join stock_claim p
                                              on p.claim_key = 'part|' || name.key || '|' || e.key) as part) as made)
                           as place
                     group by line.key, line.promised)
                select key, promised, own + case when own + fewest <> promised then fewest else most end
                  from claimed
                 where own + fewest <> promised or own + most <> promised
                 order by 1
                """);
    }
}
