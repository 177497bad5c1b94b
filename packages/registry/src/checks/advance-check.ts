import {
  type CheckRow,
  type CheckSubject,
  claimCheck,
  endCheck,
  findCheckSubject,
  recordFindings,
  saveCheck,
  type StoredStep,
} from "@headgate/database";
import type { CheckName } from "@headgate/shared";

import type { RegistryContext } from "../context.ts";
import { maxReasonLength } from "../versions/transition-body.ts";
import { nextStatus } from "../versions/transitions.ts";
import { findingsOf } from "./findings.ts";
import { applyResult, beginStep, currentStep, type StepResult } from "./steps.ts";

/** What a step works with. */
export interface StepWork {
  check: CheckRow;
  subject: CheckSubject;
  step: StoredStep;
}

/** Works on a step for less than `holdMs`. */
export type StepTools = Record<CheckName, (work: StepWork) => Promise<StepResult>>;

type Context = Pick<RegistryContext, "db" | "now">;

/** A check whose Worker died is taken up by another after that. */
export const holdMs = 30_000;

/**
 * Carries a check on: step after step until one has to wait or the check has ended, when the version is published or rejected. Gives the
 * seconds after which it is to be carried on; null where nothing is left to do here. Whoever comes second finds it held, and leaves it.
 */
export async function advanceCheck(
  ctx: Context,
  { id, tools }: { id: string; tools: StepTools },
): Promise<number | null> {
  const now = ctx.now();
  let check = await claimCheck(ctx.db, { id, now, heldUntil: now + holdMs });
  while (check !== null) {
    const subject = await getSubject(ctx, check);
    const begun = currentStep(check.steps)?.state === "pending" ? await begin(ctx, check) : check;
    if (begun === null) return null;
    const result = await work({ ctx, tools }, begun, subject);
    const steps = applyResult(begun.steps, result, ctx.now());
    const findings = findingsOf({ ...begun, steps }, result);
    await recordFindings(ctx.db, { versionKey: begun.versionKey, at: ctx.now() }, findings);
    if (currentStep(steps) === null) {
      await end(ctx, { ...begun, steps }, subject);
      return null;
    }
    const waitS = result.state === "running" ? result.waitS : 0;
    const predictionId =
      result.state === "running" ? (result.predictionId ?? begun.predictionId) : begun.predictionId;
    check = await save(ctx, { ...begun, predictionId, steps }, waitS);
    if (waitS > 0) return check === null ? null : waitS;
  }
  return null;
}

async function getSubject({ db }: Context, { versionKey }: CheckRow): Promise<CheckSubject> {
  const subject = await findCheckSubject(db, versionKey);
  if (subject === null) throw new Error(`no version has the key ${versionKey}`);
  return subject;
}

async function begin(ctx: Context, check: CheckRow): Promise<CheckRow | null> {
  return save(ctx, { ...check, steps: beginStep(check.steps, ctx.now()) }, 0);
}

/** Null: it is in other hands by now. Whoever waits lets go of it. */
async function save(ctx: Context, check: CheckRow, waitS: number): Promise<CheckRow | null> {
  const now = ctx.now();
  const dueAt = waitS > 0 ? now + waitS * 1000 : now + holdMs;
  const heldUntil = waitS > 0 ? 0 : dueAt;
  const { steps, predictionId } = check;
  const isSaved = await saveCheck(ctx.db, check, { steps, predictionId, heldUntil, dueAt });
  return isSaved ? check : null;
}

async function work(
  { ctx, tools }: { ctx: Context; tools: StepTools },
  check: CheckRow,
  subject: CheckSubject,
): Promise<StepResult> {
  const step = currentStep(check.steps);
  if (step === null) throw new Error("a check goes on while it has a step to take");
  const { status } = subject;
  if (status === "deleted" || status === "canceled") {
    return { state: "failed", message: `the version was ${status} meanwhile` };
  }
  if (ctx.now() >= check.deadlineAt) {
    const minutes = (check.deadlineAt - check.createdAt) / 60_000;
    return { state: "failed", message: `the check did not end within ${minutes} minutes` };
  }
  return tools[step.name]({ check, subject, step });
}

async function end(ctx: Context, check: CheckRow, { status }: CheckSubject): Promise<void> {
  const failed = check.steps.find(({ state }) => state === "failed");
  const verb = failed !== undefined ? "reject" : check.publish ? "publish" : null;
  const to = verb === null ? null : nextStatus(status, verb);
  const [at, reason] = [ctx.now(), reasonOf(check, failed)];
  const details = { from: status, to, reason, check: check.id };
  const audit = { ...check.audit, at, action: `version.${verb}`, details };
  const by = { actorId: check.callerId, reason, audit };
  const succession = verb === "publish" ? check.succession : null;
  const transition = to === null ? null : { from: status, to, ...by, succession };
  const state = failed === undefined ? "passed" : "failed";
  const ended = { state, steps: check.steps, at, transition } as const;
  if ((await endCheck(ctx.db, check, ended)) || transition === null) return;
  // The version was changed meanwhile by somebody who knew what for; or the check is in other hands, and stays as it is.
  const steps = failed === undefined ? failLast(check.steps) : check.steps;
  await endCheck(ctx.db, check, { ...ended, state: "failed", transition: null, steps });
}

function reasonOf({ steps }: CheckRow, failed: StoredStep | undefined): string {
  const names = steps.map(({ name }) => name).join(", ");
  const reason = failed === undefined ? `passed: ${names}` : `${failed.name}: ${failed.message}`;
  return reason.slice(0, maxReasonLength);
}

function failLast(steps: readonly StoredStep[]): StoredStep[] {
  const said = "the version is not published: it, or the version that it follows, was changed";
  return steps.map((step, at) => {
    if (at < steps.length - 1) return step;
    return { ...step, state: "failed", message: `${step.message}; but ${said} meanwhile` };
  });
}
