import type { Outcome, PredictionStreamMethods } from "@headgate/shared";

/** Tells the readers of a stream how its prediction ended. `epoch` is that of the lease that ended it. Doing it again changes nothing. */
export async function finishStream(
  stream: Pick<PredictionStreamMethods, "finish">,
  epoch: number,
  { state, error, output, logs }: Pick<Outcome, "state" | "error" | "output" | "logs">,
): Promise<void> {
  const isSmall = output !== null && "inline" in output;
  await stream.finish({ epoch, state, error, logs, output: isSmall ? output.inline : null });
}
