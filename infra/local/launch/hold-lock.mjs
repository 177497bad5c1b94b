import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const pollMs = 250;

/**
 * Runs `work` while no other process of this machine holds the lock file. A lock whose process died
 * is taken over.
 *
 * @param {string} path
 * @param {() => Promise<void>} work
 */
export async function holdLock(path, work) {
  let isWaiting = false;
  while (!take(path)) {
    if (!isWaiting) console.error("Another process is installing: waiting for it.");
    isWaiting = true;
    await sleep(pollMs);
  }
  const release = () => rmSync(path, { force: true });
  process.once("exit", release);
  try {
    await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

function take(path) {
  // A link appears together with its content, so nobody reads a lock that has no owner yet.
  const claim = `${path}.${process.pid}`;
  writeFileSync(claim, String(process.pid));
  try {
    linkSync(claim, path);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!isHeld(path)) rmSync(path, { force: true });
    return false;
  } finally {
    rmSync(claim);
  }
}

function isHeld(path) {
  try {
    process.kill(Number(readFileSync(path, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
