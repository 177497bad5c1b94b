type Json = unknown;
type JsonObject = { [key: string]: Json };

/** What stands in many places of the document stands in its `components`, once, with references to it. */
export class Components {
  readonly schemas: JsonObject = {};
  readonly headers: JsonObject = {};
  readonly responses: JsonObject = {};

  /**
   * The schema of an answer, in which each described object is a reference, by its `title`. Objects of answers may grow: what the tests
   * hold to be all of their keys is not promised to be all of them.
   */
  refer(schema: unknown): Json {
    if (Array.isArray(schema)) return schema.map((item) => this.refer(item));
    if (!isObject(schema)) return schema;
    const { title, ...rest } = schema;
    if (typeof title !== "string") return this.#referAll(schema);
    // Claimed before it is filled in: it may stand in itself.
    if (!(title in this.schemas)) {
      this.schemas[title] = null;
      this.schemas[title] = { title, ...this.#referAll(opened(rest)) };
    }
    return { $ref: `#/components/schemas/${title}` };
  }

  /** A header of answers. */
  referHeader(name: string, header: JsonObject): Json {
    const known = (this.headers[name] ??= header);
    const isSame = JSON.stringify(known) === JSON.stringify(header);
    return isSame ? { $ref: `#/components/headers/${name}` } : header;
  }

  /** An answer that many operations give in the same way. */
  referResponse(name: string, describe: () => object): object {
    this.responses[name] ??= describe();
    return { $ref: `#/components/responses/${name}` };
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
