import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, test } from "vitest";

import { workspaceRoot } from "../workspace-root.ts";

type Case = [path: string, code: string, rule: string];

const refused: Case[] = [
  // The direction of the layers.
  ["packages/shared/src/a.ts", 'import "@headgate/database";', "boundaries"],
  ["packages/routing/src/a.ts", 'import "@headgate/registry";', "boundaries"],
  ["packages/database/src/a.ts", 'import "@headgate/registry";', "boundaries"],
  ["packages/client/src/a.ts", 'import "@headgate/routing";', "boundaries"],
  ["packages/registry/src/a.ts", 'export * from "@headgate/gate";', "boundaries"],
  ["workers/api/src/a.ts", 'import "@headgate/gate";', "boundaries"],
  ["workers/gate/src/a.ts", 'import "@headgate/database";', "boundaries"],
  ["workers/api/src/b.ts", 'import "@headgate/local";', "boundaries"],
  ["workers/api/src/e.ts", 'import "@headgate/bundles";', "boundaries"],
  ["test/e2e/src/a.ts", 'import "@headgate/api";', "boundaries"],
  ["workers/api/src/c.ts", 'import "../../gate/src/index.ts";', "boundaries"],
  ["packages/shared/src/b.ts", 'export const a = import("@headgate/database");', "boundaries"],
  ["packages/shared/src/c.ts", 'export type A = import("@headgate/database").A;', "boundaries"],
  // One owner for each library.
  ["packages/registry/src/b.ts", 'import "drizzle-orm";', "boundaries"],
  ["workers/courier/src/a.ts", 'import "drizzle-orm/d1";', "boundaries"],
  ["workers/courier/src/b.ts", 'import "itty-router";', "boundaries"],
  ["packages/routing/src/b.ts", 'import "@cfworker/json-schema";', "boundaries"],
  ["workers/api/test/a.test.ts", 'import "miniflare";', "boundaries"],
  ["packages/shared/src/d.ts", 'import "vitest";', "boundaries"],
  ["packages/shared/src/e.ts", 'import "left-pad";', "boundaries"],
  // Packages run anywhere.
  ["packages/shared/src/f.ts", 'import "node:crypto";', "boundaries"],
  ["packages/shared/src/g.ts", 'import "crypto";', "boundaries"],
  ["packages/database/src/b.ts", 'import "cloudflare:workers";', "boundaries"],
  ["infra/local/src/a.ts", 'import "cloudflare:workers";', "boundaries"],
  // Packages read no clock, randomness, network or environment.
  ["packages/routing/src/c.ts", "export const a = Date.now();", "no-restricted-properties"],
  ["packages/routing/src/d.ts", "export const a = new Date();", "no-clock"],
  ["packages/routing/src/e.ts", "export const a = Math.random();", "no-restricted-properties"],
  ["packages/shared/src/h.ts", "crypto.getRandomValues(a);", "no-restricted-properties"],
  ["packages/shared/src/i.ts", "crypto.randomUUID();", "no-restricted-properties"],
  ["packages/shared/src/j.ts", "export const a = process.env.A;", "no-globals"],
  ["packages/routing/src/f.ts", 'export const a = await fetch("");', "no-globals"],
  ["packages/routing/src/g.ts", "setTimeout(a, 1);", "no-globals"],
  // The gate never waits, and D1 has no transactions.
  ["workers/gate/src/b.ts", 'export const a = await fetch("");', "no-globals"],
  ["workers/gate/src/c.ts", 'await env.API.fetch("");', "no-restricted-properties"],
  ["workers/gate/src/d.ts", "setTimeout(a, 1);", "no-globals"],
  ["workers/gate/src/e.ts", 'import "cloudflare:sockets";', "boundaries"],
  ["packages/database/src/c.ts", "await db.transaction(a);", "no-restricted-properties"],
  ["workers/api/src/d.ts", "await db.transaction(a);", "no-restricted-properties"],
  ["packages/shared/src/q.ts", 'import { r } from "./r.ts";\nexport const q = r;', "no-cycle"],
  ["packages/shared/src/r.ts", 'import { q } from "./q.ts";\nexport const r = q;', "no-cycle"],
  ["packages/shared/src/s.ts", "export default 1;", "no-default-export"],
  // Sizes, names and tests.
  ["packages/shared/src/utils.ts", "export const a = 1;", "telltale-names"],
  ["packages/shared/src/lib/a.ts", "export const a = 1;", "telltale-names"],
  ["packages/shared/src/bigFile.ts", "export const a = 1;", "filename-case"],
  ["packages/shared/src/k.ts", "a();\n".repeat(251), "max-lines"],
  ["packages/shared/src/l.test.ts", "a();\n".repeat(301), "max-lines"],
  ["packages/shared/src/m.ts", "export const a = (b, c, d, e) => b;", "max-params"],
  [
    "packages/shared/src/n.ts",
    `export function a() {${"\nb();".repeat(60)}}`,
    "max-lines-per-function",
  ],
  [
    "packages/shared/src/p.ts",
    "function a() { if (b) { if (c) { if (d) { if (e) { f(); } } } } }",
    "max-depth",
  ],
  ["packages/shared/src/o.test.ts", 'import { expect } from "vitest";', "no-restricted-imports"],
  [
    "packages/shared/src/t.test.ts",
    'import { test } from "vitest";\ntest.only("a", b);',
    "no-focused-tests",
  ],
  [
    "packages/shared/src/u.test.ts",
    'import { test } from "vitest";\ntest("it should work", a);',
    "valid-title",
  ],
];

const accepted: [path: string, code: string][] = [
  ["packages/shared/src/ok.ts", 'import "@cfworker/json-schema";\nimport "./ok/a.ts";'],
  ["packages/shared/src/ok.test.ts", 'import "node:fs";\nimport "vitest";\nimport "fast-check";'],
  ["packages/shared/src/ok/a.ts", "export const a = (at) => new Date(at);"],
  ["packages/routing/src/ok.ts", "export const a = (fetch, b: typeof fetch) => fetch(b);"],
  ["packages/routing/src/ok/b.ts", "export type A = typeof fetch;"],
  ["workers/gate/src/ok/a.ts", "export const a = (b: WebSocket) => b.close();"],
  ["packages/database/src/ok.ts", 'import "drizzle-orm/d1";\nimport "@headgate/shared";'],
  ["packages/database/drizzle.config.ts", 'import "drizzle-kit";\nexport default {};'],
  ["packages/registry/test/ok.test.ts", 'import "cloudflare:test";\nexport const a = Date.now();'],
  ["workers/api/src/ok.ts", 'import "itty-router";\nimport "@headgate/registry";'],
  ["workers/api/vitest.config.ts", 'import "@headgate/bundles";\nexport default {};'],
  ["workers/api/src/ok/a.ts", 'import "../ok.ts";\nexport const a = await fetch("");'],
  ["workers/gate/src/ok.ts", 'import "cloudflare:workers";\nexport class A { fetch() {} }'],
  ["infra/local/src/ok.ts", 'import "node:fs";\nimport "miniflare";\nconsole.log(Date.now());'],
];

const folder = mkdtempSync(join(tmpdir(), "headgate-lint-"));
let problems: string[] = [];

beforeAll(async () => {
  writeFileSync(join(folder, "pnpm-workspace.yaml"), "");
  for (const shared of ["node_modules", "infra/checks", "oxlint.config.ts"]) {
    mkdirSync(dirname(join(folder, shared)), { recursive: true });
    symlinkSync(join(workspaceRoot, shared), join(folder, shared));
  }
  for (const [path, code] of [...refused, ...accepted]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${code}\n`);
  }
  problems = await lint();
});

afterAll(() => rmSync(folder, { recursive: true }));

async function lint(): Promise<string[]> {
  const args = ["--format=unix", "packages", "workers", "test", "infra/local"];
  const output = await new Promise<string>((resolve) => {
    execFile("oxlint", args, { cwd: folder }, (_, stdout) => resolve(stdout));
  });
  return output.split("\n");
}

function findRules(path: string): string[] {
  const ofFile = problems.filter((problem) => problem.startsWith(`${path}:`));
  return ofFile.map((problem) => /\((\S+)\)\]$/.exec(problem)?.[1] ?? problem);
}

describe("lint refuses", () => {
  test.for(refused)("%s", ([path, , rule], { expect }) => {
    expect(findRules(path)).toContain(rule);
  });
});

describe("lint accepts", () => {
  const tested = new Set(refused.map(([, , rule]) => rule));
  test.for(accepted)("%s", ([path], { expect }) => {
    expect(findRules(path).filter((rule) => tested.has(rule))).toEqual([]);
  });
});
