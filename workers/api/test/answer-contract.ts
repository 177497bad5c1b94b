import { exports } from "cloudflare:workers";

import { compileSchema, type SchemaProblem, trustPatterns, type Validator } from "@headgate/shared";

import { origin } from "./origin.ts";

/** Of the document, what answers are held against. */
interface Document {
  paths: Record<string, Record<string, { responses: Record<string, DescribedAnswer | Reference> }>>;
  components: {
    schemas: Record<string, unknown>;
    headers: Record<string, DescribedHeader>;
    responses: Record<string, DescribedAnswer>;
  };
}

interface DescribedAnswer {
  headers?: Record<string, DescribedHeader | Reference>;
  content?: Record<string, { schema: unknown; example?: unknown }>;
}

interface DescribedHeader {
  required?: boolean;
  schema: object;
}

interface Reference {
  $ref: string;
}

type JsonObject = { [key: string]: unknown };

let read: Promise<Contract> | null = null;

/** `/openapi.json`, as whoever calls from outside gets it. */
export function readContract(): Promise<Contract> {
  return (read ??= exports.default
    .fetch(`${origin}/openapi.json`)
    .then(async (response) => new Contract(await response.json())));
}

export class Contract {
  readonly document: Document;
  readonly #validators = new Map<unknown, Validator>();

  constructor(document: Document) {
    this.document = document;
  }

  /** Throws where the document does not say of the answer all that it is: its status, its type, each property of its body. */
  check(route: string, response: Response, text: string): void {
    const [method = "", path = ""] = route.split(" ");
    const operation = this.#find(method, new URL(path, origin).pathname);
    const named = `${route}: ${response.status}`;
    if (operation === null) {
      if ([204, 404, 405].includes(response.status)) return;
      throw new Error(`${named} of no operation in /openapi.json`);
    }
    const described = operation[response.status];
    const answer = described && this.#follow(this.document.components.responses, described);
    if (answer === undefined) throw new Error(`${named} is not in /openapi.json: ${text}`);
    this.#checkHeaders(named, answer, response.headers);
    if (text === "" || method === "HEAD") return;
    const type = response.headers.get("content-type") ?? "";
    const content = answer.content?.[type] ?? answer.content?.["*/*"];
    if (content === undefined) throw new Error(`${named} as ${type} is not in /openapi.json`);
    if (type !== "application/json") return;
    const check = this.#validatorOf(content.schema).check(JSON.parse(text));
    if (!check.valid) throw new Error(`${named} is not what /openapi.json says: ${tell(check)}`);
  }

  /** The answers of the operation that takes the call, by status; null where none does. */
  #find(method: string, path: string): Record<string, DescribedAnswer | Reference> | null {
    const name = (method === "HEAD" ? "GET" : method).toLowerCase();
    for (const [template, operations] of Object.entries(this.document.paths)) {
      const pattern = template.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+");
      const operation = operations[name];
      if (operation !== undefined && new RegExp(`^${pattern}/*$`).test(path)) {
        return operation.responses;
      }
    }
    return null;
  }

  /** What is described, or what of these it refers to. */
  #follow<Described>(
    among: Record<string, Described>,
    described: Described | Reference,
  ): Described {
    if (!isReference(described)) return described;
    const found = among[described.$ref.split("/").at(-1) ?? ""];
    if (found === undefined) throw new Error(`${described.$ref} leads nowhere`);
    return found;
  }

  #checkHeaders(named: string, { headers = {} }: DescribedAnswer, given: Headers): void {
    for (const [name, header] of Object.entries(headers)) {
      const { required, schema } = this.#follow(this.document.components.headers, header);
      const value = given.get(name);
      if (value === null && required === true) throw new Error(`${named} has no ${name}`);
      if (value === null) continue;
      const isNumber = "type" in schema && schema.type === "integer";
      const check = this.#validatorOf(schema).check(isNumber ? Number(value) : value);
      if (!check.valid) throw new Error(`${named} has the ${name} ${value}: ${tell(check)}`);
    }
  }

  #validatorOf(schema: unknown): Validator {
    const known = this.#validators.get(schema);
    if (known !== undefined) return known;
    const { schemas } = this.document.components;
    const needed = Object.fromEntries(
      namesIn(schema, schemas).map((name) => [name, closed(schemas[name])]),
    );
    const whole = { ...(closed(schema) as JsonObject), $defs: needed };
    const validator = compileSchema(whole, { judgePattern: trustPatterns });
    this.#validators.set(schema, validator);
    return validator;
  }
}

const prefix = "#/components/schemas/";

/** The names of all components that the schema leads to. */
function namesIn(schema: unknown, schemas: JsonObject, found: string[] = []): string[] {
  if (typeof schema !== "object" || schema === null) return found;
  for (const [key, value] of Object.entries(schema)) {
    if (key !== "$ref") namesIn(value, schemas, found);
    else if (typeof value === "string" && !found.includes(value.slice(prefix.length))) {
      found.push(value.slice(prefix.length));
      namesIn(schemas[value.slice(prefix.length)], schemas, found);
    }
  }
  return found;
}

/** The schema with nothing allowed that it does not name, and with its references as they lead in a document of its own. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const object = schema as JsonObject;
  const rest = Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, closed(value)]),
  );
  if (typeof object["$ref"] === "string") {
    rest["$ref"] = object["$ref"].replace(prefix, "#/$defs/");
  }
  return "properties" in object && !("additionalProperties" in object)
    ? { additionalProperties: false, ...rest }
    : rest;
}

function tell({ problems }: { problems: SchemaProblem[] }): string {
  return problems.map(({ message }) => message).join("; ");
}

function isReference(described: unknown): described is Reference {
  return typeof described === "object" && described !== null && "$ref" in described;
}
