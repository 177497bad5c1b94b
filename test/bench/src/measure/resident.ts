import { readdir, readFile } from "node:fs/promises";

export interface Resident {
  residentMb: number;
  /** The most it ever had. */
  peakMb: number;
}

/** The memory of the runtime that this process started, as Linux counts it. */
export async function readResident(): Promise<Resident> {
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    const isRuntime = /^Name:\s+workerd$/m.test(status);
    if (!isRuntime || fieldOf(status, "PPid") !== process.pid) continue;
    return {
      residentMb: fieldOf(status, "VmRSS") / 1024,
      peakMb: fieldOf(status, "VmHWM") / 1024,
    };
  }
  throw new Error("there is no workerd among the children of this process");
}

function fieldOf(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]);
}
