import {
  type Database,
  findModelState,
  listExportedEntries,
  listExportedTransitions,
  listExportedVersions,
  type ModelDetails,
  type ModelState,
} from "@headgate/database";

import { noModel } from "../access/check-visibility.ts";
import { getOwnModel } from "../access/get-own-model.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import { showLedgerEntry } from "../aliases/show-alias.ts";
import type { RegistryContext } from "../context.ts";
import { showEnd, showHeader, showTransitionLine, showVersionLine } from "./show-lines.ts";

/**
 * The model with all its versions, what became of them, and the ledger of its aliases, as objects of which each is a line. They are read
 * page by page while they are taken. The last is of the type `end`, or `incomplete` where the model was changed meanwhile. For whoever may
 * write there: drafts are told too. Backends, credentials, predictions and tokens are not.
 */
export async function exportModel(
  ctx: RegistryContext,
  input: ModelPath,
): Promise<AsyncGenerator<object>> {
  const { model } = await getOwnModel(ctx, input, "write");
  const state = await findModelState(ctx.db, model.id);
  if (state === null) throw noModel(input);
  return writeLines(ctx, model, state);
}

async function* writeLines(
  { db, now }: RegistryContext,
  model: ModelDetails,
  state: ModelState,
): AsyncGenerator<object> {
  yield showHeader(model, state, now());
  const counts = { versions: 0, transitions: 0, ledger_entries: 0 };
  for await (const version of eachVersion(db, model.id)) {
    if (version.number > state.lastNumber) break;
    counts.versions += 1;
    yield showVersionLine(version);
  }
  for await (const transition of eachTransition(db, model.id)) {
    if (transition.number > state.lastNumber) break;
    counts.transitions += 1;
    yield showTransitionLine(transition);
  }
  for await (const entry of eachEntry(db, model.id)) {
    counts.ledger_entries += 1;
    yield { type: "ledger_entry", entry: showLedgerEntry(entry) };
  }
  const isUnchanged = isSame(state, await findModelState(db, model.id));
  yield isUnchanged ? showEnd(counts, state) : changed;
}

const changed = {
  type: "incomplete",
  detail: "the model was changed while it was exported; export it again",
};

function isSame(before: ModelState, after: ModelState | null): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

async function* eachVersion(db: Database, modelId: string) {
  let number = 0;
  for (;;) {
    const page = await listExportedVersions(db, modelId, number);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    ({ number } = last);
  }
}

async function* eachTransition(db: Database, modelId: string) {
  let after = { number: 0, revision: 0 };
  for (;;) {
    const page = await listExportedTransitions(db, modelId, after);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

async function* eachEntry(db: Database, modelId: string) {
  let seq = 0;
  for (;;) {
    const page = await listExportedEntries(db, modelId, seq);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    ({ seq } = last);
  }
}
