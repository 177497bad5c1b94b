import type { ErrorCode, Scope } from "@headgate/shared";

import type { ApiContext } from "./api-context.ts";
import type { RouteRequest } from "./route-request.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A JSON Schema as it goes into the document. */
export type SchemaObject = object;

/** A parameter of the query, or a header. */
export interface Parameter {
  description: string;
  schema: SchemaObject;
  required?: boolean;
  /** Whether it may be repeated. */
  isRepeatable?: boolean;
}

/** By their names. */
export type Parameters = Record<string, Parameter>;

/** One way of succeeding. */
export interface AnswerDescription {
  description: string;
  /** Null: there is no body. */
  body: SchemaObject | null;
  example?: unknown;
  /** `application/json` where it is not said. */
  mediaType?: string;
  /** What it may be instead, by media type. */
  otherMediaTypes?: Record<string, SchemaObject>;
  /** Headers besides those that every answer has. */
  headers?: Parameters;
}

/**
 * One route, declared once: the router is built from it and `/openapi.json` tells it. What follows from the rest is not declared: the
 * parameters in the path, and what every such route refuses (see openapi/refusals.ts).
 */
export interface Operation {
  /** `operationId`: the verb's name. */
  id: string;
  method: Method;
  /** As the router takes it: `/v1/models/:owner/:name`. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  /** Which scope it needs; `any`: any token will do; null: what is public is for everybody. */
  scope: Scope | "any" | null;
  query?: Parameters;
  headers?: Parameters;
  /** Whose `schema` describes the body: JSON, where no media type is named; of another it is read as a stream. */
  body?: {
    schema: unknown;
    isOptional?: boolean;
    mediaType?: string;
    /** What it may be instead, by media type. */
    otherMediaTypes?: Record<string, SchemaObject>;
  };
  answers: Record<number, AnswerDescription>;
  /** For people with a browser: not part of the document. */
  isPage?: true;
  /** What it refuses of its own. */
  refusals?: ErrorCode[];
  /**
   * Of a POST that pins what it is about to do (see `Claim`): what has come of that by now, for an attempt after it. Null: nothing, then it
   * is done anew.
   */
  repeat?: (api: ApiContext, pinned: string) => Promise<Response | null>;
  handle: (request: RouteRequest, api: ApiContext) => Response | Promise<Response>;
}

/**
 * A POST of somebody's: where no token is needed nobody's key could be told from another's. What is sent as a stream is not kept to be
 * compared.
 */
export function takesIdempotencyKey({ method, scope, body }: Operation): boolean {
  return method === "POST" && scope !== null && body?.mediaType === undefined;
}
