import type { CheckFindings, CheckRow } from "@headgate/database";

import type { StepResult } from "./steps.ts";

/** What the version's card is to say once the steps have come so far: of loading and running as Modzy shows it. */
export function findingsOf(
  { steps, predictionId }: Pick<CheckRow, "steps" | "predictionId">,
  result: StepResult,
): CheckFindings {
  const findings: CheckFindings = { ...result.findings };
  steps.forEach(({ name, state, percentage, message }, at) => {
    if (state === "pending" || state === "skipped") return;
    const status = { step: at + 1, step_name: name, percentage };
    if (name === "load") findings.load_status = status;
    if (name === "run") {
      const outcome = { status: state, message, prediction_id: predictionId };
      findings.run_status = { ...status, result: outcome };
    }
  });
  return findings;
}
