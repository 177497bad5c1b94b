import { emptyConfig } from "@headgate/routing";

const retry = JSON.stringify(emptyConfig.retry);

/**
 * Applied in order, once each. The small columns come first: a scan of them reads no overflow page. The second leaves a configuration that
 * any newer one replaces: the next admission brings it.
 */
export const migrations = [
  `CREATE TABLE predictions (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    mode TEXT NOT NULL,
    state TEXT NOT NULL,
    backend_id TEXT,
    epoch INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    expires_at INTEGER,
    queue_deadline_at INTEGER NOT NULL,
    cancel_requested INTEGER NOT NULL,
    started_at INTEGER,
    completed_at INTEGER,
    ticket TEXT NOT NULL,
    outcome TEXT
  ) WITHOUT ROWID;
  CREATE TABLE gate (
    singleton INTEGER PRIMARY KEY CHECK (singleton = 1),
    config TEXT NOT NULL,
    swept_at INTEGER NOT NULL
  );
  INSERT INTO gate VALUES (1, '${JSON.stringify(emptyConfig)}', 0);`,
  `CREATE TABLE routed_predictions (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    mode TEXT NOT NULL,
    state TEXT NOT NULL,
    backend_id TEXT,
    epoch INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    expires_at INTEGER,
    queue_deadline_at INTEGER NOT NULL,
    cancel_requested INTEGER NOT NULL,
    started_at INTEGER,
    completed_at INTEGER,
    token_id TEXT NOT NULL,
    priority INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    slots INTEGER NOT NULL,
    admitted_at INTEGER NOT NULL,
    deadline_at INTEGER,
    not_before INTEGER NOT NULL,
    holder TEXT,
    attempts TEXT,
    choice TEXT,
    ticket TEXT NOT NULL,
    outcome TEXT
  ) WITHOUT ROWID;
  INSERT INTO routed_predictions
    SELECT id, seq, mode, state, backend_id, epoch, attempt, expires_at, queue_deadline_at, cancel_requested, started_at, completed_at,
      ticket ->> 'callerId', 1, 1, state = 'running', ticket ->> 'createdAt', NULL, 0, NULL, NULL, NULL,
      json_insert(ticket, '$.tokenId', ticket ->> 'callerId', '$.task', 'prediction', '$.priority', 1, '$.cost', 1, '$.deadlineAt', NULL,
        '$.streams', json('false'), '$.traceparent', NULL, '$.training', NULL, '$.webhook.events', json('["completed"]')), outcome
    FROM predictions;
  DROP TABLE predictions;
  ALTER TABLE routed_predictions RENAME TO predictions;
  ALTER TABLE gate ADD COLUMN health TEXT NOT NULL DEFAULT '{}';
  UPDATE gate SET config = json_set(json_insert(config, '$.whenFull', 'queue', '$.retry', json('${retry}')), '$.epoch', 0, '$.backends', (
    SELECT json_group_array(json_insert(json_remove(value, '$.enabled'), '$.status', iif(value ->> 'enabled', 'enabled', 'draining'),
      '$.shard', 0, '$.settings', NULL, '$.credentials', NULL))
    FROM json_each(config, '$.backends')
  ));`,
];
