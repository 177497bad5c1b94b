import { fileURLToPath } from "node:url";

import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";

import { bundleWorker } from "@headgate/bundles";
import type { GateCapacity } from "@headgate/shared";

import { readResident, type Resident } from "../measure/resident.ts";
import { readHeapMb } from "./heap.ts";

const entry = fileURLToPath(new URL("../../../../workers/gate/src/index.ts", import.meta.url));

/** Reaches any gate: `GET /v1-0` gives its capacity. */
const driver = `export default {
  async fetch(request, env) {
    return Response.json(await env.GATE.getByName(new URL(request.url).pathname.slice(1)).capacity());
  },
};`;

/** Of the whole runtime. */
export interface Memory extends Resident {
  /** The JavaScript heap of the gate's isolate after a collection of garbage. */
  heapMb: number;
}

export interface Gates {
  capacity(name: string): Promise<GateCapacity>;
  memory(): Promise<Memory>;
  close(): Promise<void>;
}

/** A runtime with nothing but the Worker of the gates, and one that calls it. */
export async function openGates(stateFolder: string): Promise<Gates> {
  const script = await bundleWorker(entry);
  // Miniflare hands these on to the runtime; there is no option for them.
  process.env["MINIFLARE_WORKERD_V8_FLAGS"] = "--expose-gc";
  const compatibilityDate = "2026-10-01";
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      log: new Log(LogLevel.NONE),
      cf: false,
      host: "127.0.0.1",
      port: 0,
      inspectorPort: 0,
      resourcePersistencePath: stateFolder,
      workers: [
        {
          name: "driver",
          modules: [{ type: "ESModule", path: "index.js", contents: driver }],
          compatibilityDate,
          durableObjects: { GATE: { className: "VersionGate", scriptName: "headgate-gate" } },
        },
        {
          name: "headgate-gate",
          modules: [{ type: "ESModule", path: "index.js", contents: script }],
          compatibilityDate,
          durableObjects: { VersionGate: { className: "VersionGate", useSQLite: true } },
          queueProducers: { EVENTS: "headgate-events", LEASES: "headgate-leases" },
        },
      ],
    }),
  );
  await miniflare.ready;
  return {
    async capacity(name) {
      const response = await miniflare.dispatchFetch(`http://driver/${name}`);
      if (!response.ok)
        throw new Error(`the gate answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as GateCapacity;
    },
    async memory() {
      const heapMb = await readHeapMb(await miniflare.getInspectorURL(), "headgate-gate");
      return { heapMb, ...(await readResident()) };
    },
    close: () => miniflare.dispose(),
  };
}
