/** What the parameters in paths are. One that is not here is a text. */
const schemas: Record<string, object> = {
  owner: { type: "string", description: "A username.", examples: ["john"] },
  name: { type: "string", description: "A model's name.", examples: ["image-upscaler"] },
  number: { type: "string", description: "A version's number.", examples: ["1"] },
  username: { type: "string", examples: ["john"] },
  id: { type: "string", format: "uuid" },
};

/** `/v1/models/:owner` as the document writes it: `/v1/models/{owner}`. */
export function toTemplate(path: string): string {
  return path.replaceAll(/:(\w+)/g, "{$1}");
}

/** The parameters in a path of the router's. */
export function pathParameters(path: string): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => {
    const schema = schemas[name] ?? { type: "string" };
    return { name, in: "path", required: true, schema };
  });
}
