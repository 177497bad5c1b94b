import { aliasActions, versionStatuses } from "@headgate/shared";

import { describeBody } from "../bodies/describe-body.ts";
import { exportFormat, exportFormatVersion } from "../exports/format.ts";

const time = { type: "string", format: "date-time" } as const;
const nullableTime = { type: ["string", "null"], format: "date-time" } as const;
const positive = { type: "integer", minimum: 1, maximum: 2 ** 31 - 1 } as const;
const count = { type: "integer", minimum: 0, maximum: 2 ** 31 - 1 } as const;
const versionId = { type: "string", pattern: "^[0-9a-f]{64}$" } as const;
const nullableHash = { type: ["string", "null"], pattern: "^[0-9a-f]{64}$" } as const;
const status = { enum: versionStatuses } as const;
const reason = { type: ["string", "null"], maxLength: 2048 } as const;
const name = { type: "string", minLength: 1, maxLength: 255 } as const;

const lineage = {
  type: "object",
  additionalProperties: false,
  required: ["training_id", "source", "source_id", "weights_url"],
  properties: {
    training_id: { type: "string", format: "uuid" },
    source: name,
    source_id: versionId,
    weights_url: { type: ["string", "null"], maxLength: 2048, pattern: "^https?://[^\\s]+$" },
  },
} as const;

/** Checked further where it is used: `body` as the body of a creation is. */
export const headerLine = describeBody({
  type: "object",
  additionalProperties: false,
  required: [
    "type",
    "format",
    "format_version",
    "exported_at",
    "id",
    "created_at",
    "updated_at",
    "last_number",
    "model",
  ],
  properties: {
    type: { const: "header" },
    format: { const: exportFormat },
    format_version: { const: exportFormatVersion },
    exported_at: time,
    id: { type: "string", format: "uuid" },
    created_at: time,
    updated_at: nullableTime,
    last_number: count,
    model: { type: "object" },
  },
});

export const versionLine = describeBody({
  type: "object",
  additionalProperties: false,
  required: [
    "type",
    "number",
    "version",
    "id",
    "status",
    "revision",
    "created_at",
    "updated_at",
    "body",
  ],
  properties: {
    type: { const: "version" },
    number: positive,
    version: { type: "string" },
    id: versionId,
    status,
    revision: positive,
    created_at: time,
    updated_at: nullableTime,
    lineage,
    body: { type: "object" },
  },
});

export const transitionLine = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["type", "number", "revision", "from", "to", "actor", "reason", "at"],
  properties: {
    type: { const: "transition" },
    number: positive,
    revision: positive,
    from: { enum: [...versionStatuses, null] },
    to: status,
    actor: {
      type: "object",
      additionalProperties: false,
      required: ["id", "username"],
      properties: { id: name, username: { ...name, type: ["string", "null"] } },
    },
    reason,
    at: time,
  },
});

const ledgerVersion = {
  type: ["object", "null"],
  additionalProperties: false,
  required: ["number", "id"],
  properties: { number: positive, id: versionId },
} as const;

export const entryLine = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["type", "entry"],
  properties: {
    type: { const: "ledger_entry" },
    entry: {
      type: "object",
      additionalProperties: false,
      required: [
        "model_id",
        "seq",
        "alias",
        "action",
        "from",
        "to",
        "protected",
        "rule",
        "restores",
        "actor",
        "reason",
        "at",
        "previous_hash",
        "hash",
      ],
      properties: {
        model_id: { type: "string" },
        seq: positive,
        alias: { type: "string" },
        action: { enum: aliasActions },
        from: ledgerVersion,
        to: ledgerVersion,
        protected: { type: "boolean" },
        rule: { type: ["string", "null"], maxLength: 255 },
        restores: { ...positive, type: ["integer", "null"] },
        actor: {
          type: "object",
          additionalProperties: false,
          required: ["id", "username"],
          properties: { id: name, username: name },
        },
        reason,
        at: time,
        previous_hash: nullableHash,
        hash: { type: "string", pattern: "^[0-9a-f]{64}$" },
      },
    },
  },
});

export const endLine = describeBody({
  type: "object",
  additionalProperties: false,
  required: ["type", "versions", "transitions", "ledger_entries", "ledger_head"],
  properties: {
    type: { const: "end" },
    versions: count,
    transitions: count,
    ledger_entries: count,
    ledger_head: {
      type: "object",
      additionalProperties: false,
      required: ["seq", "hash"],
      properties: { seq: count, hash: nullableHash },
    },
  },
});
