type Json = unknown;
type JsonObject = { [key: string]: Json };

/**
 * Puts each described object under its `title` into `components`, and a reference to it where it stood. Objects of answers may grow: what
 * the tests hold to be all of their keys is not promised to be all of them.
 */
export class SchemaNames {
  readonly components: JsonObject = {};

  /** The schema of an answer as the document has it. */
  refer(schema: unknown): Json {
    if (Array.isArray(schema)) return schema.map((item) => this.refer(item));
    if (!isObject(schema)) return schema;
    const { title, ...rest } = schema;
    if (typeof title !== "string") return this.#referAll(schema);
    // Claimed before it is filled in: it may stand in itself.
    if (!(title in this.components)) {
      this.components[title] = null;
      this.components[title] = { title, ...this.#referAll(opened(rest)) };
    }
    return { $ref: `#/components/schemas/${title}` };
  }

  #referAll(schema: JsonObject): JsonObject {
    return Object.fromEntries(
      Object.entries(schema).map(([key, value]) => [key, this.refer(value)]),
    );
  }
}

function opened({ additionalProperties, ...rest }: JsonObject): JsonObject {
  return additionalProperties === undefined || additionalProperties === false
    ? rest
    : { ...rest, additionalProperties };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null;
}
