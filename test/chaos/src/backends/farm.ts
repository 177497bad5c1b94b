import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import type { FarmMessage, FarmOptions, FarmReport } from "./messages.ts";

const program = fileURLToPath(new URL("program.ts", import.meta.url));

/** The backends, in a process that no kill of the runtime reaches. */
export interface Farm {
  /** Tells them what is to change, and gives what they have seen so far. One at a time. */
  tell(message: Partial<FarmMessage>): Promise<FarmReport>;
  stop(): void;
}

export async function startFarm(options: FarmOptions): Promise<Farm> {
  const child = fork(program, [JSON.stringify(options)]);
  const ended = once(child, "exit");
  const nextReport = async (): Promise<FarmReport> => {
    const [report] = (await Promise.race([once(child, "message"), ended])) as [unknown];
    if (typeof report === "object" && report !== null) return report as FarmReport;
    throw new Error("the backends' process has ended");
  };
  await nextReport();
  return {
    async tell({ mood = null, ids = [] }) {
      const report = nextReport();
      child.send({ mood, ids } satisfies FarmMessage);
      return report;
    },
    stop: () => void child.kill(),
  };
}
