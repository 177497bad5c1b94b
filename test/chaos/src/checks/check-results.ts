import type { Witness } from "../callers/witness.ts";

/** Whatever succeeded put out what a backend made of its own input. */
export function checkResults(witness: Witness): void {
  for (const [id, { n }] of witness.accepted) {
    const prediction = witness.ends.get(id)?.prediction;
    if (prediction?.state !== "succeeded") continue;
    const { output } = prediction;
    if (typeof output !== "object" || output === null || !("n" in output) || output.n !== n)
      witness.blame(id, `its input says ${n}, its output ${JSON.stringify(output)}`);
  }
}
