import type { LeaseReference, Outcome, PredictionTask } from "@headgate/shared";

import type { Carrier } from "./carrier.ts";

type Judged = LeaseReference & { task: PredictionTask | null };

/**
 * The outcome with what its output breaks of the version's schema. Where the version wants such a prediction to fail it has failed, and
 * keeps the output: whoever looks for the fault needs it. A check that cannot be made costs no result: nobody looked then.
 */
export async function judged(
  carrier: Carrier,
  { id, task }: Judged,
  { outcome, value }: { outcome: Outcome; value: unknown },
): Promise<Outcome> {
  try {
    const taskOf = async (): Promise<PredictionTask> => task ?? askTask(carrier, id);
    const verdict = await carrier.judgeOutput(id, taskOf, value ?? null);
    if (verdict === null) return outcome;
    const { problems, fails } = verdict;
    if (!fails) return { ...outcome, outputProblems: problems };
    const message = "The output is not what the version's output schema describes.";
    const detail = problems.map((problem) => problem.message).join("\n");
    const error = { source: "internal", message, detail } as const;
    return { ...outcome, state: "failed", error, outputProblems: problems };
  } catch (error) {
    carrier.log("output.unchecked", { predictionId: id, error: String(error) });
    return outcome;
  }
}

async function askTask(carrier: Carrier, id: string): Promise<PredictionTask> {
  const [record] = await carrier.gateOf(id).read([id]);
  return record?.task ?? "prediction";
}
