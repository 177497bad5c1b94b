import { type Probe, probes } from "@headgate/conformance/hostile";
import { compileSchema, type CompiledSchema } from "@headgate/shared";
import { createPatternJudge } from "@headgate/shared/patterns";

interface Prepared {
  schema: unknown;
  value: unknown;
  compiled: CompiledSchema | null;
}

const prepared = new Map<string, Prepared>();

/** `/setup/<index>` makes the schema and the value of a probe, `/create/<index>` and `/check/<index>` judge them. */
export const worker = {
  async fetch(request: Request): Promise<Response> {
    const [, verb, index = ""] = new URL(request.url).pathname.split("/");
    const probe = probes[Number(index)];
    if (probe === undefined) return Response.json(probes.map(({ name }) => name));
    if (verb === "setup") prepared.set(index, setUp(probe));
    const held = prepared.get(index);
    if (held === undefined) throw new Error("set the probe up first");
    if (verb === "create") held.compiled = create(held.schema);
    if (verb === "check") held.compiled?.check(held.value);
    return new Response(held.compiled === null ? "refused" : "taken");
  },
};

function setUp({ schema, value }: Probe): Prepared {
  return { schema: schema(), value: value?.(), compiled: null };
}

/** Null for what is refused: that it is refused for the right reason is tested elsewhere. */
function create(schema: unknown): CompiledSchema | null {
  try {
    return compileSchema(schema, { judgePattern: createPatternJudge() });
  } catch {
    return null;
  }
}
