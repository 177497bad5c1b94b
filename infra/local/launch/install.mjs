import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { explainFailure } from "./explain-failure.mjs";
import { holdLock } from "./hold-lock.mjs";
import { runPnpm } from "./run-pnpm.mjs";

const oldestNode = 20;

/**
 * Makes node_modules match pnpm-lock.yaml. Does nothing, and needs no network, when it does already.
 * Of several processes that start at once, one installs and the others wait for it.
 *
 * @param {string} root the repository's folder
 * @throws {Error} whose message says what to do
 */
export async function installWhatIsMissing(root) {
  if (Number.parseInt(process.versions.node, 10) < oldestNode) {
    throw new Error(
      `Headgate needs Node ${oldestNode} or newer and this is ${process.version}: install a newer one.`,
    );
  }
  const wanted = readFingerprint(root);
  if (isInstalled(root, wanted)) return;
  await holdLock(join(root, ".headgate-install.lock"), async () => {
    if (!isInstalled(root, wanted)) await install(root, wanted);
  });
}

async function install(root, wanted) {
  rmSync(readStampPath(root), { force: true });
  const result = await runPnpm(root);
  if (result.exitCode !== 0) throw explainFailure(result);
  if (!existsSync(readNodePath(root))) {
    throw new Error("The install brought no Node: delete the folder node_modules and try again.");
  }
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(readStampPath(root), wanted);
}

function isInstalled(root, wanted) {
  const stamp = readStampPath(root);
  if (!existsSync(stamp) || !existsSync(readNodePath(root))) return false;
  return readFileSync(stamp, "utf8") === wanted;
}

/** Changes whenever another install is needed: other versions, other settings, another machine. */
function readFingerprint(root) {
  const hash = createHash("sha256");
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml"]) {
    hash.update(readFileSync(join(root, file)));
  }
  return `${hash.digest("hex")} ${process.platform}-${process.arch}`;
}

function readStampPath(root) {
  return join(root, "node_modules", ".headgate-install");
}

function readNodePath(root) {
  return join(root, "node_modules", ".bin", "node");
}
