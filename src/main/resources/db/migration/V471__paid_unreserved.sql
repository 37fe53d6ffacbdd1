-- What was paid for and is not claimed is looked for again and again until goods come.
create index stock_claim_unreserved on stock_claim (updated_at) where state = 'paid_unreserved';
