import { type HeadgateError, invalidInput } from "../errors/error.ts";
import { isObject, type JsonObject, type Path, toPointer } from "../schema/json/json.ts";
import { showValue } from "../schema/json/show-value.ts";

/** What the importer reads of the document of a Cog server. */
export interface CogDocument {
  /** `components.schemas`. */
  components: JsonObject;
  /** Whether `components` has `TrainingInput` and `TrainingOutput`. */
  trains: boolean;
  /** The model opted into server-sent events: `x-cog-streaming` on `POST /predictions`. */
  streams: boolean;
}

/** Checks that a parsed JSON document is what a Cog server answers; throws `invalid_input` with the place. */
export function readCogDocument(document: unknown): CogDocument {
  if (!isObject(document)) throw cogFault([], `an object is expected; got ${showValue(document)}`);
  const { openapi, paths } = document;
  if (typeof openapi !== "string" || !/^3\.0(?:\.|$)/.test(openapi)) {
    const got = openapi === undefined ? "there is none" : `got ${showValue(openapi)}`;
    throw cogFault(["openapi"], `Cog writes OpenAPI 3.0.2; ${got}`);
  }
  checkPaths(paths);
  const components = objectAt(objectAt(document, ["components"]), ["components", "schemas"]);
  checkTask(components, "Input", "Output");
  const trains = Object.hasOwn(components, "TrainingInput");
  if (trains) checkTask(components, "TrainingInput", "TrainingOutput");
  return { components, trains, streams: doesStream(paths) };
}

/** The error for a document that is not Cog's; `at` is the place in the document. */
export function cogFault(at: Path, message: string): HeadgateError {
  const place = at.length === 0 ? "" : ` at ${shorten(toPointer(at))}`;
  return invalidInput(at, `not a Cog OpenAPI document${place}: ${message}`, "value_error.cog");
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** Documents that were cut down to their components have no paths, or none left. */
function checkPaths(paths: unknown): void {
  if (!isObject(paths) || Object.keys(paths).length === 0 || Object.hasOwn(paths, "/predictions")) {
    return;
  }
  const message = Object.hasOwn(paths, "/trainings")
    ? "it describes trainings only; a version needs `POST /predictions`"
    : "it has no `/predictions`, so it describes another API";
  throw cogFault(["paths"], message);
}

function checkTask(components: JsonObject, input: string, output: string): void {
  const at = ["components", "schemas"];
  for (const name of [input, output]) {
    if (!Object.hasOwn(components, name)) throw cogFault([...at, name], `\`${name}\` is missing`);
    const schema = components[name];
    if (!isObject(schema))
      throw cogFault([...at, name], `a schema is expected; got ${showValue(schema)}`);
  }
  const type = objectAt(components, [...at, input])["type"];
  if (type !== undefined && type !== "object") {
    throw cogFault([...at, input, "type"], `Cog's input is an "object"; got ${showValue(type)}`);
  }
}

function doesStream(paths: unknown): boolean {
  const path = isObject(paths) ? paths["/predictions"] : null;
  const operation = isObject(path) ? path["post"] : null;
  return isObject(operation) && operation["x-cog-streaming"] === true;
}

/** The object under the last step of `at`. */
function objectAt(parent: JsonObject, at: string[]): JsonObject {
  const key = at.at(-1) ?? "";
  const held = Object.hasOwn(parent, key) ? parent[key] : undefined;
  if (!isObject(held)) throw cogFault(at, `an object is expected; got ${showValue(held)}`);
  return held;
}
