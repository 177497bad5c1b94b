import { aliasActions } from "./alias-actions.ts";
import type { Described } from "./describe/described.ts";
import { nullableText, nullableTime, orNull, text, time, uuid } from "./describe/parts.ts";
import { wireObject } from "./describe/wire-object.ts";
import { version } from "./version.ts";

const { number, id, status } = version.properties;
const hash = { type: "string", pattern: "^[0-9a-f]{64}$" } as const;
const nullableHash = { ...hash, type: ["string", "null"] } as const;

const aliasVersion = wireObject("AliasVersion", {
  number,
  version: version.properties.version,
  id,
  status,
});

const pointing = {
  name: { ...text, examples: ["champion"] },
  version: aliasVersion,
  protected: { type: "boolean" },
  rule: { ...nullableText, description: "Under which rule it moves, if it is protected." },
  follows: {
    enum: ["latest", null],
    description: "`latest` where nobody set it, and it is the newest active version.",
  },
  revision: {
    type: ["integer", "null"],
    description:
      "The ledger's entry that set it; null where nobody did. In quotes, it is the `ETag`.",
  },
} as const;

export const alias = wireObject("Alias", { ...pointing, updated_at: nullableTime });
export type Alias = Described<typeof alias>;

/** Where an alias pointed once. */
export const pastAlias = wireObject("PastAlias", {
  ...pointing,
  version: { ...aliasVersion, description: "With the status that it has today." },
  at: time,
});
export type PastAlias = Described<typeof pastAlias>;

export const rolledBackAlias = wireObject("RolledBackAlias", {
  ...alias.properties,
  skipped: {
    type: "array",
    items: aliasVersion,
    description: "Where it would have gone back to, were they active.",
  },
});
export type RolledBackAlias = Described<typeof rolledBackAlias>;

/** A version as the ledger names it. */
const ledgerVersion = wireObject("LedgerVersion", { number, id });
export type LedgerVersion = Described<typeof ledgerVersion>;

/** One change of one of a model's aliases. Never changed, never removed. */
export const aliasLedgerEntry = wireObject("AliasLedgerEntry", {
  model_id: uuid,
  seq: { type: "integer", minimum: 1, description: "1, 2, 3 … within the model." },
  alias: text,
  action: { enum: aliasActions },
  from: { ...orNull(ledgerVersion), description: "Null: it pointed at nothing." },
  to: { ...orNull(ledgerVersion), description: "Null: it points at nothing." },
  protected: { type: "boolean", description: "After the change, as `rule` is." },
  rule: nullableText,
  restores: {
    type: ["integer", "null"],
    description: "Of a rollback: the entry that had put the alias where it points again.",
  },
  actor: wireObject("LedgerActor", {
    id: text,
    username: { ...text, description: "The one of that time." },
  }),
  reason: nullableText,
  at: { ...time, description: "Never before the entry before it." },
  previous_hash: nullableHash,
  hash: {
    ...hash,
    description: "SHA-256 of the rest of the entry as RFC 8785 writes it.",
  },
});
export type AliasLedgerEntry = Described<typeof aliasLedgerEntry>;

/** How far a ledger got. */
export const aliasLedgerHead = wireObject("AliasLedgerHead", {
  seq: { type: "integer", minimum: 0, description: "0: there is no entry." },
  hash: nullableHash,
});
export type AliasLedgerHead = Described<typeof aliasLedgerHead>;
