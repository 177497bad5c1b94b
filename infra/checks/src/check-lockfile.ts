import { readFileSync } from "node:fs";
import { join } from "node:path";

import { findHosts } from "./lockfile/find-hosts.ts";
import { workspaceRoot } from "./workspace-root.ts";

// Refuses a lockfile that was written behind a mirror and names it: nobody else could install.
const name = "pnpm-lock.yaml";

for (const line of findHosts(readFileSync(join(workspaceRoot, name), "utf8"))) {
  console.error(
    `${name}:${line}: names a host to download from. Install without a mirror setting.`,
  );
  process.exitCode = 1;
}
