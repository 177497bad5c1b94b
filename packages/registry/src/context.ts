import type { Database } from "@headgate/database";
import type {
  BackendProtocol,
  GateBackend,
  JsonSchema,
  OutboundUrlPolicy,
  OwnerKind,
  RateLimit,
  Role,
  SchemaCompilerMethods,
  Scope,
} from "@headgate/shared";

import type { SealingKey } from "./secrets/sealed-text.ts";

/** Who calls: a user or an organization, through one of its tokens. */
export interface Actor {
  ownerId: string;
  username: string;
  kind: OwnerKind;
  tokenId: string;
  scopes: readonly Scope[];
  /**
   * What it may do in whose namespace, by owner id: a user is an admin in its own and a member in those of its organizations; an
   * organization's token has its role there.
   */
  roles: ReadonlyMap<string, Role>;
  /** When the token ends, epoch milliseconds. Null: never. */
  expiresAt: number | null;
  /** Of the token. Null: the usual limits. */
  rateLimit: RateLimit | null;
}

/** Whoever has the database itself at hand, for provisioning: may make owners and tokens, and owns nothing. */
export const operator: Actor = {
  ownerId: "operator",
  username: "operator",
  kind: "user",
  tokenId: "operator",
  scopes: ["admin"],
  roles: new Map([["operator", "admin"]]),
  expiresAt: null,
  rateLimit: null,
};

/** Everything that a verb takes from outside. */
export interface RegistryContext {
  db: Database;
  /** Null: the caller sent no token. */
  actor: Actor | null;
  /** Of the HTTP request; null: there is none. */
  requestId: string | null;
  /**
   * An earlier attempt at the same call, under its idempotency key, may have done it: at the same time, with the same random bytes. Left
   * out: this is the first.
   */
  isRepeat?: boolean;
  /** Epoch milliseconds. */
  now: () => number;
  /** So many random bytes, of cryptographic quality. */
  random: (bytes: number) => Uint8Array;
  /** Resolves after so many milliseconds. */
  pause: (ms: number) => Promise<void>;
  /** What a backend's URL must satisfy. */
  urlPolicy: OutboundUrlPolicy;
}

/** What the verbs take that need a version's schemas in their flat form. */
export interface CompilingContext extends RegistryContext {
  /** Throws where there is no answer. */
  compileSchemas: SchemaCompilerMethods["compile"];
  /** The same. */
  compareSchemas: SchemaCompilerMethods["compare"];
}

/** What the verbs take that keep or open secrets of owners. */
export interface SealingContext extends RegistryContext {
  /** See `importSealingKey`. */
  sealingKey: () => Promise<SealingKey>;
}

/** What a server says of itself, in the protocol that it speaks. A schema is null where it says nothing of it. */
export interface ServerDescription {
  protocol: BackendProtocol;
  input: JsonSchema | null;
  output: JsonSchema | null;
  /** What it calls the models that it has. */
  models: string[];
}

/** What the verbs take that ask servers what they are. */
export interface ProbingContext extends CompilingContext, SealingContext {
  /** Asks in that protocol, or in all that can be told apart. Null: nobody there answers so. Never rejects. */
  detectBackend: (
    server: Pick<GateBackend, "id" | "url" | "settings" | "credentials">,
    protocol: BackendProtocol | null,
  ) => Promise<{ description: ServerDescription | null }>;
}

/** What the verbs take that must know what runs at the moment. */
export interface GatedContext extends RegistryContext {
  /** How many predictions of the version with this key wait or run. `unavailable` where its gate does not answer. */
  countInFlight: (versionKey: number) => Promise<number>;
}
