import { join } from "node:path";

import { describe, test } from "vitest";

import { listBundledFiles } from "./bundle-worker.ts";
import { readWorkerOptions } from "./worker-options.ts";

const workers = join(import.meta.dirname, "../../../workers");
/** What only the creation of a version needs: 740 KB of it, gzipped. */
const compiling =
  /shared\/src\/(patterns|schema\/(flatten|limits|meta-schema|warnings))\/|\/recheck\//;

async function listCompiling(name: string): Promise<string[]> {
  const files = await listBundledFiles(join(workers, name, "src/index.ts"));
  return files.filter((file) => compiling.test(file));
}

describe("the compiling of schemas", () => {
  test.for(["api", "courier", "gate", "stream"])(
    "is no part of the %s Worker",
    async (name, { expect }) => {
      expect(await listCompiling(name)).toEqual([]);
    },
  );

  test("is all in the compiler", async ({ expect }) => {
    const files = await listCompiling("compiler");
    for (const part of ["/patterns/", "/flatten/", "/meta-schema/", "/recheck/"]) {
      expect(files.join("\n")).toContain(part);
    }
  });
});

test("a Worker's options are those of its wrangler.jsonc, with variables on top", async ({
  expect,
}) => {
  expect(await readWorkerOptions("api", { PUBLIC_URL: "http://localhost" })).toMatchObject({
    name: "headgate-api",
    bindings: { PUBLIC_URL: "http://localhost", ALLOW_PRIVATE_URLS: "false" },
    serviceBindings: { COMPILER: { name: "headgate-compiler", entrypoint: "SchemaCompiler" } },
    queueProducers: { EVENTS: { queueName: "headgate-events" } },
    durableObjects: {
      GATE: { className: "VersionGate", scriptName: "headgate-gate" },
      STREAMS: { className: "PredictionStream", scriptName: "headgate-stream" },
    },
  });
  expect(await readWorkerOptions("gate")).toMatchObject({
    durableObjects: { VersionGate: { className: "VersionGate", useSQLite: true } },
  });
});
