import { env } from "cloudflare:workers";

/** The real gates, with what they were told noted down, and ways to lose the connection to them. */
export class WatchedGates {
  readonly acknowledged: string[] = [];
  /** Calls of these methods fail. */
  readonly lost = new Set<string>();
  /** Calls that name this prediction fail. */
  lostId: string | null = null;

  get namespace(): DurableObjectNamespace {
    const getByName = (name: string) =>
      new Proxy(env.GATE.getByName(name), { get: (stub, method) => this.#call(stub, method) });
    return { getByName } as unknown as DurableObjectNamespace;
  }

  #call(stub: object, method: string | symbol): (...given: unknown[]) => Promise<unknown> {
    return async (...given) => {
      const isLost = this.lostId !== null && JSON.stringify(given).includes(this.lostId);
      if (isLost || this.lost.has(String(method))) throw new Error("Network connection lost.");
      // A method of a stub has no `apply` of its own: every property of it leads to the other side.
      const call = Reflect.get(stub, method) as (...given: unknown[]) => Promise<unknown>;
      const answer = await Reflect.apply(call, stub, given);
      if (method === "acknowledge") this.acknowledged.push(...(given[0] as string[]));
      return answer;
    };
  }
}
