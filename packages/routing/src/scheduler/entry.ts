import type { PredictionMode, PredictionState, Priority, RoutingReceipt } from "@headgate/shared";

export type Attempt = RoutingReceipt["attempts"][number];

/** Why a backend was chosen, as the receipt says it; attempts are kept apart. */
export type Choice = Omit<RoutingReceipt, "attempts">;

/** What the scheduler keeps of a prediction that has not ended. Everything but `resendAt` is stored. */
export interface Entry {
  readonly id: string;
  /** Order of admission. */
  readonly seq: number;
  readonly mode: PredictionMode;
  readonly tokenId: string;
  readonly priority: Priority;
  /** Slots that it asks for; of a backend that has fewer it takes all. */
  readonly cost: number;
  readonly admittedAt: number;
  /** When it ends at the latest; null: when the version's times say so. */
  readonly deadlineAt: number | null;
  state: PredictionState;
  backendId: string | null;
  /** Slots of that backend that it holds. */
  slots: number;
  /** Counts the leases that the prediction was given: an older one frees nothing. */
  epoch: number;
  /** How often a backend was tried, but for those that were busy. */
  attempt: number;
  /** End of the lease; null while queued. */
  expiresAt: number | null;
  /** Who renews a detached lease; null: nobody. */
  holder: string | null;
  /** Last moment to wait in the queue. */
  queueDeadlineAt: number;
  /** It is not leased before; 0: at any time. */
  notBefore: number;
  cancelRequested: boolean;
  startedAt: number | null;
  completedAt: number | null;
  /** The latest attempts that came to nothing. */
  attempts: readonly Attempt[];
  /** What the current lease was chosen from; null once it is stored. */
  choice: Choice | null;
  /** When a detached lease is sent to its backend again (see `checkAt`); null: never. Not stored. */
  resendAt: number | null;
}

const mostAttempts = 10;

/** Notes how the attempt of a running entry ended. */
export function noteAttempt(entry: Entry, outcome: Attempt["outcome"], at: number): void {
  if (entry.backendId === null) return;
  const attempt: Attempt = { backendId: entry.backendId, at, outcome };
  entry.attempts = [...entry.attempts, attempt].slice(-mostAttempts);
}

/** Whether a backend failed this prediction before. One that was only busy did not. */
export function wasTried({ attempts }: Entry, backendId: string): boolean {
  return attempts.some((one) => one.backendId === backendId && one.outcome !== "busy");
}
