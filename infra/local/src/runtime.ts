import { join } from "node:path";

import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";

import { openDatabase, type Database } from "@headgate/database";

import { keepSignals } from "./keep-signals.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { readWorkers, type RuntimeWorkers, runtimeUrl } from "./read-workers.ts";
import { runSchedule } from "./run-schedule.ts";

/** What the operator of a deployed Headgate sets; any text. */
export interface Secrets {
  /** Signs callback URLs. */
  callback: string;
  /** Encrypts the passwords that owners store. */
  encryption: string;
}

export interface RuntimeOptions {
  port: number;
  /** Where D1, R2, gates and streams keep their state. */
  stateFolder: string;
  secrets: Secrets;
  /** One structured line of a Worker. */
  onLog: (line: string) => void;
  /** At a signal whoever starts it calls `stop`; otherwise the runtime ends the whole process. */
  leavesSignals?: boolean;
  /** Where Chrome's DevTools find the Workers; left out: nowhere. */
  inspectorPort?: number;
  /** Lets webhooks and backends be on this machine. */
  allowPrivateUrls?: boolean;
  /** Runs before the Workers do. */
  prepare?: (db: Database) => Promise<void>;
  /** As `readWorkers` gave them for the same port and secrets, where they need not be bundled again. */
  workers?: RuntimeWorkers;
}

/** All Workers in one local runtime, with D1, queues and R2 embedded. */
export interface Runtime {
  url: string;
  /** A call blocks the thread that reads what the Workers log: nothing for when they log much. `prepare` is. */
  db: Database;
  stop(): Promise<void>;
}

/**
 * Starts the Workers and brings the database up to date. The api Worker answers on its own socket: through the runtime's common entry
 * it would lose three quarters of its throughput.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { port, stateFolder, onLog, inspectorPort, leavesSignals = false } = options;
  const { api, compiler, courier, gate, stream } = options.workers ?? (await readWorkers(options));
  const resourcePersistencePath = join(stateFolder, "runtime");
  const { prepare = () => Promise.resolve() } = options;
  await prepareDatabase({ api, resourcePersistencePath, leavesSignals, prepare });
  const create = (): Miniflare =>
    new Miniflare(
      convertV4MiniflareOptions({
        log: new Log(LogLevel.NONE),
        handleStructuredLogs: ({ message }) => onLog(message),
        cf: false,
        ...(inspectorPort === undefined ? {} : { inspectorPort }),
        host: "127.0.0.1",
        port: 0,
        resourcePersistencePath,
        workers: [
          { ...api, unsafeDirectSockets: [{ host: "127.0.0.1", port }] },
          compiler,
          courier,
          gate,
          stream,
        ],
      }),
    );
  const miniflare = leavesSignals ? keepSignals(create) : create();
  await miniflare.ready;
  const d1 = await miniflare.getD1Database("DB", api.name);
  const stopSchedule = runSchedule(await miniflare.getWorker(courier.name), onLog);
  return {
    url: runtimeUrl(port),
    db: openDatabase(d1),
    async stop() {
      stopSchedule();
      await miniflare.dispose();
    },
  };
}
