import * as wire from "@headgate/shared/wire";

import type {
  AnswerDescription,
  Operation,
  Parameter,
  Parameters,
  SchemaObject,
} from "../http/operation.ts";

type Answers = Operation["answers"];

export const location: Parameter = {
  description: "Where the resource is.",
  schema: { type: "string", format: "uri" },
};

/** Of what `secretly` answers. */
export const noStore: Parameters = {
  "cache-control": { description: "Nothing is to keep it.", schema: { const: "no-store" } },
};

/** 200 with what is described. */
export function gives(body: SchemaObject, more: Partial<AnswerDescription> = {}): Answers {
  return { 200: { description: "As it is.", body, ...more } };
}

export function givesPage(item: { title: string }): Answers {
  return gives(wire.pageOf(item), { description: "A page of them." });
}

/** 201 with what was made. */
export function makes(body: SchemaObject, headers: Parameters = {}): Answers {
  return { 201: { description: "What was made.", body, headers: { location, ...headers } } };
}

/** What `nothing()` answers. */
export const givesNothing: Answers = gives(
  { type: "null" },
  { description: "Done; there is nothing to tell." },
);
