import type { BackendCall } from "../adapter.ts";

/** Cog's route of a prediction, or of a training, which goes by the same verbs. */
export function cogUrl({ backend, predictionId, task }: Omit<BackendCall, "input">): string {
  const route = task === "training" ? "trainings" : "predictions";
  return `${backend.url.replace(/\/$/, "")}/${route}/${predictionId}`;
}
