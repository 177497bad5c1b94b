-- What calls under idempotency keys settled on begins with the prediction's id. drizzle-kit cannot write an index on an expression.
CREATE INDEX `idempotency_keys_pinned_prediction_index` ON `idempotency_keys` (substr(`pinned`, 1, 36)) WHERE `pinned` IS NOT NULL;
