import * as wire from "@headgate/shared/wire";

import {
  type AnswerDescription,
  type Operation,
  type Parameter,
  type Parameters,
  type SchemaObject,
  takesIdempotencyKey,
} from "../http/operation.ts";
import type { Components } from "./components.ts";
import { errorMeanings, exampleOf } from "./error-meanings.ts";
import { everyAnswer, idempotencyKey, ofRefusals, replayed } from "./headers.ts";
import { pathParameters } from "./path-parameters.ts";
import { refusalsOf } from "./refusals.ts";

/** An Operation Object of OpenAPI. */
export function describeOperation(operation: Operation, components: Components): object {
  const { id, tag, summary, description, body } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: securityOf(operation),
    parameters: parametersOf(operation),
    ...(body === undefined ? {} : { requestBody: describeBody(body) }),
    responses: { ...answersOf(operation, components), ...describeRefusals(operation, components) },
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
  const content: Record<string, object> = { [mediaType]: { schema } };
  for (const [type, other] of Object.entries(body.otherMediaTypes ?? {})) {
    content[type] = { schema: other };
  }
  return { required: !isOptional, content };
}

function answersOf(operation: Operation, components: Components): Record<string, object> {
  const more = takesIdempotencyKey(operation) ? replayed : {};
  return Object.fromEntries(
    Object.entries(operation.answers).map(([status, answer]) => {
      const headers = { ...answer.headers, ...more };
      return [status, describeAnswer({ ...answer, headers }, components)];
    }),
  );
}

function describeAnswer(answer: AnswerDescription, components: Components): object {
  const { description, body, headers } = answer;
  return {
    description,
    headers: describeHeaders({ ...everyAnswer, ...headers }, components),
    ...(body === null ? {} : { content: describeContent(answer, body, components) }),
  };
}

function describeContent(
  { mediaType = "application/json", otherMediaTypes = {}, example }: AnswerDescription,
  body: SchemaObject,
  components: Components,
): object {
  const content: Record<string, object> = {
    [mediaType]: { schema: components.refer(body), example },
  };
  for (const [type, other] of Object.entries(otherMediaTypes)) content[type] = { schema: other };
  return content;
}

function describeRefusals(operation: Operation, components: Components): Record<string, object> {
  const answers: Record<string, object> = {};
  for (const [status, codes] of refusalsOf(operation)) {
    const description = codes.map((code) => `\`${code}\`: ${errorMeanings[code]}.`).join(" ");
    const headers = Object.fromEntries(
      codes.flatMap((code) => Object.entries(ofRefusals[code] ?? {})),
    );
    const answer = { description, body: wire.errorBody, headers, example: exampleOf(codes) };
    answers[status] = components.referResponse(codes.toSorted().join("-or-"), () =>
      describeAnswer(answer, components),
    );
  }
  return answers;
}

function describeHeaders(headers: Parameters, components: Components): object {
  return Object.fromEntries(
    Object.entries(headers).map(([name, { description, schema }]) => [
      name,
      components.referHeader(name, { description, schema }),
    ]),
  );
}
