import { cases, type CaseName } from "../cases.ts";

/** One of the validators that are compared. */
export interface Contestant {
  /** Makes the schema ready, from scratch; gives what judges values. */
  prepare: (schema: Record<string, unknown>) => Check | Promise<Check>;
}

export type Check = (value: unknown) => boolean;

interface Prepared {
  check: Check;
  value: unknown;
}

/**
 * A Worker that prepares schemas and checks values as often as it is told: its own clock stands still
 * meanwhile. `/setup/<case>`, then `/check/<case>/<times>` or `/prepare/<case>/<times>`.
 */
export function serve({ prepare }: Contestant): { fetch: (request: Request) => Promise<Response> } {
  const prepared = new Map<string, Prepared>();
  return {
    async fetch(request) {
      const [, verb, name = "", times = "0"] = decodeURI(new URL(request.url).pathname).split("/");
      const { schema, value } = cases[name as CaseName];
      if (verb === "setup") {
        // As it comes from the body of a request.
        const parsed: unknown = JSON.parse(JSON.stringify(value()));
        prepared.set(name, { check: await prepare(schema), value: parsed });
      } else if (verb === "prepare") {
        for (let time = 0; time < Number(times); time += 1) await prepare(schema);
      } else {
        checkOften(prepared.get(name), Number(times));
      }
      return new Response("done");
    },
  };
}

function checkOften(prepared: Prepared | undefined, times: number): void {
  if (prepared === undefined) throw new Error("set the case up first");
  const { check, value } = prepared;
  for (let time = 0; time < times; time += 1)
    if (!check(value)) throw new Error("the value was not accepted");
}
