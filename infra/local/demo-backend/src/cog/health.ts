import type { Answer } from "../http/answer.ts";
import { cogVersion } from "./context.ts";
import type { CogContext } from "./context.ts";

type HealthStatus = "STARTING" | "READY" | "BUSY" | "SETUP_FAILED";

/** Always 200: whether the server takes predictions is in `status`. */
export function getHealth(context: CogContext): Answer {
  return {
    status: 200,
    body: { status: healthOf(context), setup: context.setup, version: { cog: cogVersion } },
  };
}

function healthOf({ setup, slots }: CogContext): HealthStatus {
  if (setup.status === "starting") return "STARTING";
  if (setup.status === "failed") return "SETUP_FAILED";
  return slots.isFull ? "BUSY" : "READY";
}
