import * as wire from "@headgate/shared/wire";

import {
  type AnswerDescription,
  type Operation,
  type Parameter,
  type Parameters,
  takesIdempotencyKey,
} from "../http/operation.ts";
import { errorMeanings } from "./error-meanings.ts";
import { everyAnswer, idempotencyKey, ofRefusals, replayed } from "./headers.ts";
import type { SchemaNames } from "./name-schemas.ts";
import { pathParameters } from "./path-parameters.ts";
import { refusalsOf } from "./refusals.ts";

/** An Operation Object of OpenAPI. */
export function describeOperation(operation: Operation, names: SchemaNames): object {
  const { id, tag, summary, description, body } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: securityOf(operation),
    parameters: parametersOf(operation),
    ...(body === undefined ? {} : { requestBody: describeBody(body) }),
    responses: { ...answersOf(operation, names), ...describeRefusals(operation, names) },
  };
}

function securityOf({ scope }: Operation): object[] {
  if (scope === null) return [{}, { token: [] }];
  return [{ token: scope === "any" ? [] : [scope] }];
}

function parametersOf(operation: Operation): object[] {
  const { path, query = {}, headers: own = {} } = operation;
  const headers = takesIdempotencyKey(operation) ? { ...own, ...idempotencyKey } : own;
  return [
    ...pathParameters(path),
    ...Object.entries(query).map((entry) => describeParameter("query", entry)),
    ...Object.entries(headers).map((entry) => describeParameter("header", entry)),
  ];
}

function describeParameter(place: "query" | "header", [name, parameter]: [string, Parameter]) {
  const { description, schema, required = false, isRepeatable = false } = parameter;
  const repeated = isRepeatable ? { style: "form", explode: true } : {};
  return { name, in: place, description, required, schema, ...repeated };
}

function describeBody(body: NonNullable<Operation["body"]>): object {
  const { schema, isOptional = false, mediaType = "application/json" } = body;
  return { required: !isOptional, content: { [mediaType]: { schema } } };
}

function answersOf(operation: Operation, names: SchemaNames): Record<string, object> {
  const more = takesIdempotencyKey(operation) ? replayed : {};
  return Object.fromEntries(
    Object.entries(operation.answers).map(([status, answer]) => {
      const headers = { ...answer.headers, ...more };
      return [status, describeAnswer({ ...answer, headers }, names)];
    }),
  );
}

function describeAnswer(answer: AnswerDescription, names: SchemaNames): object {
  const { description, body, mediaType = "application/json", headers } = answer;
  return {
    description,
    headers: describeHeaders({ ...everyAnswer, ...headers }),
    ...(body === null ? {} : { content: { [mediaType]: { schema: names.refer(body) } } }),
  };
}

function describeRefusals(operation: Operation, names: SchemaNames): Record<string, object> {
  const answers: Record<string, object> = {};
  for (const [status, codes] of refusalsOf(operation)) {
    const description = codes.map((code) => `\`${code}\`: ${errorMeanings[code]}.`).join(" ");
    const headers = Object.fromEntries(
      codes.flatMap((code) => Object.entries(ofRefusals[code] ?? {})),
    );
    answers[status] = describeAnswer({ description, body: wire.errorBody, headers }, names);
  }
  return answers;
}

function describeHeaders(headers: Parameters): object {
  return Object.fromEntries(
    Object.entries(headers).map(([name, { description, schema }]) => [
      name,
      { description, schema },
    ]),
  );
}
