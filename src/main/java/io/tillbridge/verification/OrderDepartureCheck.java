package io.tillbridge.verification;

import org.springframework.stereotype.Component;

/** What an order says has left a location is what its revisions moved from there to the customer. */
@Component
final class OrderDepartureCheck extends OrderCheck {

    OrderDepartureCheck() {
        super("order_departure", """
                , step as (
                    select o.system, o.order_id, s.step ->> 1 as sku, s.step ->> 2 as location,
                           (s.step ->> 3)::numeric
                           - coalesce(lag((s.step ->> 3)::numeric)
                                      over (partition by o.system, o.order_id, d.key order by s.n), 0) as quantity
                      from o, jsonb_each(o.departures::jsonb) as d, jsonb_array_elements(d.value)
                           with ordinality as s (step, n)
                     where o.departures is not null
                    union all
                    select o.system, o.order_id, l.sku,
                           coalesce(l.location, o.document::jsonb ->> 'location', 'unassigned'), l.fulfilled
                      from o, jsonb_to_recordset(o.document::jsonb -> 'lines')
                           as l (sku text, fulfilled numeric, location text)
                     where o.departures is null and l.fulfilled > 0),
                named as (
                    select system, order_id, sku, location, sum(quantity) as quantity from step group by 1, 2, 3, 4),
                shared as (
                    select n.*, b.components,
                           least(n.quantity, coalesce((b.built ->> n.location)::numeric, 0)) as built
                      from named n
                      left join sold_bundle b on b.subject = 'order|' || n.system || '|' || n.order_id and b.sku = n.sku),
                laid as (
                    select system, order_id, sku, location, quantity from shared where components is null
                    union all
                    select system, order_id, sku, location, built from shared where components is not null
                    union all
                    select s.system, s.order_id, c.key, s.location, (s.quantity - s.built) * c.value::numeric
                      from shared s, jsonb_each_text(s.components) c),
                said as (
                    select system, order_id, sku, location, sum(quantity) as quantity from laid group by 1, 2, 3, 4),
                revision as (
                    select o.system, o.order_id, m.message_id
                      from o,
                           lateral (select 'order|' || replace(replace(o.system, '\\', '\\\\'), '|', '\\|') || '|'
                                           || replace(replace(o.order_id, '\\', '\\\\'), '|', '\\|') as key) as k
                      join message m on m.event_type = 'order' and m.fact_key collate "C" >= k.key || '|'
                       and m.fact_key collate "C" < k.key || '}'),
                moved as (
                    select r.system, r.order_id, v.sku,
                           case v.to_place when 'customer' then v.from_place else v.to_place end as location,
                           sum(case v.to_place when 'customer' then v.quantity else -v.quantity end) as quantity
                      from revision r join stock_movement v using (message_id)
                     group by 1, 2, 3, 4)
                select 'order|' || system || '|' || order_id || ' ' || sku || '@' || location,
                       coalesce(said.quantity, 0), coalesce(moved.quantity, 0)
                  from said full join moved using (system, order_id, sku, location)
                 where coalesce(said.quantity, 0) <> coalesce(moved.quantity, 0)
                 order by 1
                """);
    }
}
