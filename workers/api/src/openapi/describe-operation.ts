import * as wire from "@headgate/shared/wire";

import type { AnswerDescription, Operation, Parameter, Parameters } from "../http/operation.ts";
import { errorMeanings } from "./error-meanings.ts";
import { everyAnswer, ofRefusals } from "./headers.ts";
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
    ...(body === undefined ? {} : { requestBody: jsonBody(body) }),
    responses: { ...answersOf(operation, names), ...describeRefusals(operation, names) },
  };
}

function securityOf({ scope }: Operation): object[] {
  if (scope === null) return [{}, { token: [] }];
  return [{ token: scope === "any" ? [] : [scope] }];
}

function parametersOf({ path, query = {}, headers = {} }: Operation): object[] {
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

function jsonBody({ schema, isOptional = false }: NonNullable<Operation["body"]>): object {
  return { required: !isOptional, content: { "application/json": { schema } } };
}

function answersOf({ answers }: Operation, names: SchemaNames): Record<string, object> {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [status, describeAnswer(answer, names)]),
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
