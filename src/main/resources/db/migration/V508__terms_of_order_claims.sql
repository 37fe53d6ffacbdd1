-- Open claims of orders have the type and the promised time that their order names; their channel is that of its connection.
update stock_claim c
   set promised_at = (o.document::jsonb ->> 'promisedAt')::timestamptz,
       fulfilment = coalesce(line ->> 'fulfilment', o.document::jsonb ->> 'fulfilment')
  from sales_order o, jsonb_array_elements(o.document::jsonb -> 'lines') as line
 where c.kind = 'allocation' and c.quantity > 0 and o.system = c.connection and o.order_id = c.reference
   and line ->> 'id' = c.line_id
   and (o.document::jsonb ? 'promisedAt' or o.document::jsonb ? 'fulfilment' or line ? 'fulfilment');
