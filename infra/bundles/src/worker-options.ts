import { join } from "node:path";

import type { V4MiniflareOptions } from "miniflare";
import { unstable_readConfig as readConfig } from "wrangler";

import { bundleWorker } from "./bundle-worker.ts";

/** A folder of `workers`. */
export type WorkerName = "api" | "compiler" | "courier" | "gate" | "stream";

/** The part of wrangler.jsonc that is used here, as wrangler's own parser gives it. */
interface WranglerConfig {
  name: string;
  main: string;
  compatibility_date: string;
  compatibility_flags: string[];
  vars: Record<string, string>;
  exports?: Record<string, unknown>;
  d1_databases: { binding: string; database_name: string }[];
  r2_buckets: { binding: string; bucket_name: string }[];
  assets?: { binding?: string; directory?: string };
  workflows?: { binding: string; name: string; class_name: string }[];
  services?: { binding: string; service: string; entrypoint?: string }[];
  durable_objects: { bindings: { name: string; class_name: string; script_name: string }[] };
  queues: {
    producers?: { binding: string; queue: string }[];
    consumers?: {
      queue: string;
      max_batch_size: number;
      max_batch_timeout: number;
      max_retries: number;
    }[];
  };
}

type WorkerOptions = Extract<V4MiniflareOptions, { workers: unknown[] }>["workers"][number];

type Services = NonNullable<WorkerOptions["serviceBindings"]>;

const workersFolder = join(import.meta.dirname, "../../../workers");

/** What Miniflare must know of a Worker: what its wrangler.jsonc says, so that both run alike, with `vars` on top. */
export async function readWorkerOptions(
  name: WorkerName,
  vars: Record<string, string> = {},
): Promise<WorkerOptions> {
  const configPath = join(workersFolder, name, "wrangler.jsonc");
  const config = parsed(readConfig({ config: configPath }));
  const script = await bundleWorker(config.main);
  return {
    name: config.name,
    modules: [{ type: "ESModule", path: "index.js", contents: script }],
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
    bindings: { ...config.vars, ...vars },
    d1Databases: toRecord(config.d1_databases, (d1) => [d1.binding, d1.database_name]),
    r2Buckets: toRecord(config.r2_buckets, (bucket) => [bucket.binding, bucket.bucket_name]),
    serviceBindings: { ...servicesOf(config), ...assetsOf(config, join(workersFolder, name)) },
    durableObjects: durableObjectsOf(config),
    workflows: toRecord(config.workflows ?? [], (workflow) => [
      workflow.binding,
      { name: workflow.name, className: workflow.class_name },
    ]),
    queueProducers: toRecord(config.queues.producers ?? [], (queue) => [
      queue.binding,
      { queueName: queue.queue },
    ]),
    queueConsumers: toRecord(config.queues.consumers ?? [], (consumer) => [
      consumer.queue,
      {
        maxBatchSize: consumer.max_batch_size,
        maxBatchTimeout: consumer.max_batch_timeout,
        maxRetries: consumer.max_retries,
      },
    ]),
  };
}

/** What wrangler's parser gives has this shape; its published types do not resolve outside its own build. */
function parsed(config: unknown): WranglerConfig {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return config as WranglerConfig;
}

function toRecord<Item, Value>(
  items: Item[],
  toEntry: (item: Item) => [string, Value],
): Record<string, Value> {
  return Object.fromEntries(items.map(toEntry));
}

function servicesOf({ services = [] }: WranglerConfig): Services {
  return toRecord(services, ({ binding, service, entrypoint }) => [
    binding,
    entrypoint === undefined ? service : { name: service, entrypoint },
  ]);
}

/** As files on disk: with Miniflare's own assets every request would go through another Worker first. */
function assetsOf({ assets }: WranglerConfig, folder: string): Services {
  if (assets?.binding === undefined || assets.directory === undefined) return {};
  return { [assets.binding]: { disk: { path: join(folder, assets.directory), writable: false } } };
}

/** The Worker's own classes, which nothing binds here, and those of other Workers that it binds. */
function durableObjectsOf(config: WranglerConfig): NonNullable<WorkerOptions["durableObjects"]> {
  const own = toRecord(Object.keys(config.exports ?? {}), (className) => [
    className,
    { className, useSQLite: true },
  ]);
  const bound = toRecord(config.durable_objects.bindings, (binding) => [
    binding.name,
    { className: binding.class_name, scriptName: binding.script_name },
  ]);
  return { ...own, ...bound };
}
