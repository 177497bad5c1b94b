import type { BackendAdapter, BackendCall, Submission } from "./adapter.ts";
import { failed } from "./submission.ts";

/** For a protocol that knows predictions only: a training fails before the backend hears of it. */
export function withoutTrainings(adapter: BackendAdapter): BackendAdapter {
  return {
    ...adapter,
    predict: async (call) => refuseTraining(call) ?? adapter.predict(call),
    stream: async (call) => refuseTraining(call) ?? adapter.stream(call),
  };
}

function refuseTraining({ task }: BackendCall): Submission | null {
  if (task === "prediction") return null;
  return failed("The backend's protocol has no trainings: only a Cog backend can run them.");
}
