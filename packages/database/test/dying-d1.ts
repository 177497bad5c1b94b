import type { D1Database, D1PreparedStatement } from "@cloudflare/workers-types";

/** Where a caller's Worker dies: before its round trip with this number reaches D1, or before the answer to it comes back. */
export interface Death {
  at: number;
  isDone: boolean;
}

/**
 * The database as a Worker has it that dies: from then on nothing of it reaches D1. `trips` counts what it tried.
 */
export function dyingD1(d1: D1Database, death: Death): { d1: D1Database; trips: () => number } {
  let trips = 0;
  const originals = new WeakMap<object, D1PreparedStatement>();
  const travel = async <Value>(go: () => Promise<Value>): Promise<Value> => {
    trips += 1;
    if (trips < death.at) return go();
    if (trips === death.at && death.isDone) await go();
    throw new Error("D1_ERROR: Network connection lost.");
  };
  const watch = (statement: D1PreparedStatement): D1PreparedStatement => {
    const watched = new Proxy(statement, {
      get(target, name) {
        if (name === "bind") return (...values: unknown[]) => watch(target.bind(...values));
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return (...args: unknown[]) =>
          travel(() => Reflect.apply(method, target, args) as Promise<unknown>);
      },
    });
    originals.set(watched, statement);
    return watched;
  };
  const dying = new Proxy(d1, {
    get(target, name): unknown {
      if (name === "prepare") return (sql: string) => watch(target.prepare(sql));
      if (name === "batch") {
        return (statements: D1PreparedStatement[]) =>
          travel(() => target.batch(statements.map((one) => originals.get(one) ?? one)));
      }
      return Reflect.get(target, name);
    },
  });
  return { d1: dying, trips: () => trips };
}
