import {
  findModel,
  findModelVersions,
  type ImportedModel,
  insertImport,
  isRefusedFor,
  isUniqueViolation,
} from "@headgate/database";
import { type AliasLedgerHead, HeadgateError, type ModelWithDetails } from "@headgate/shared";

import { noModel } from "../access/check-visibility.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import { auditEntry } from "../audit/audit-entry.ts";
import type { CompilingContext } from "../context.ts";
import { findModelOwner } from "../models/find-model-owner.ts";
import { nameConflict } from "../models/name-conflict.ts";
import { showModelWithDetails } from "../models/show-model.ts";
import { endLine } from "./line-bodies.ts";
import { LineReader } from "./line-reader.ts";
import { knownModel, readHeader, retiredName } from "./read-header.ts";
import { stageLedger } from "./stage-ledger.ts";
import { stageTransitions } from "./stage-transitions.ts";
import { stageVersions } from "./stage-versions.ts";
import { Staging } from "./staging.ts";

export interface ModelImport {
  /** The query of the URL: whose the model is to be, the caller's if it is left out, and under which name. */
  query: { owner: string | null; name: string | null };
  /** Of an export; JSON each. */
  lines: AsyncIterable<string>;
}

/**
 * Brings an exported model in, with the ids, numbers, times and ledger that it had. Nothing of it is there before the last line is in: what
 * was cut off is sent again. `invalid_input` with the line that does not fit; `conflict` where the model, its name or one of its versions is
 * here already.
 */
export async function importModel(
  ctx: CompilingContext,
  { query, lines }: ModelImport,
): Promise<ModelWithDetails> {
  const owner = await findModelOwner(ctx, query.owner ?? undefined, ["query", "owner"]);
  const reader = new LineReader(lines);
  const staging = new Staging(ctx);
  try {
    const model = await readHeader(ctx, reader, { owner, name: query.name });
    const versions = await stageVersions(ctx, reader, { staging, lastNumber: model.lastNumber });
    const transitions = await stageTransitions(ctx, reader, { staging, versions });
    const head = await stageLedger(ctx, reader, { staging, versions, modelId: model.id });
    await readEnd(reader, { versions: versions.size, transitions, head });
    await staging.flush();
    return await write(ctx, staging, { model, owner: owner.username });
  } finally {
    await staging.clear();
  }
}

async function readEnd(
  reader: LineReader,
  read: { versions: number; transitions: number; head: AliasLedgerHead },
): Promise<void> {
  const end = await reader.take("end", endLine);
  if (end === null) throw await notEnded(reader);
  const { head } = read;
  const isAll =
    end.versions === read.versions &&
    end.transitions === read.transitions &&
    end.ledger_entries === head.seq &&
    end.ledger_head.seq === head.seq &&
    end.ledger_head.hash === head.hash;
  if (!isAll) throw reader.refuse("it counts other lines than there are, or another ledger");
  if ((await reader.nextType()) !== null)
    throw reader.refuse("there are lines behind the last one");
}

async function notEnded(reader: LineReader): Promise<HeadgateError> {
  const type = await reader.nextType();
  if (type === null) {
    return reader.refuse(
      "the export ends here, without a line of the type `end`: it was cut off. Nothing was imported; send all of it",
    );
  }
  if (type === "incomplete") {
    return reader.refuse("the model was changed while it was exported; export it again");
  }
  return reader.refuse(`a line of the type ${JSON.stringify(type)} cannot follow`);
}

async function write(
  ctx: CompilingContext,
  { id }: Staging,
  { model, owner }: { model: ImportedModel; owner: string },
): Promise<ModelWithDetails> {
  const path: ModelPath = { owner, name: model.name };
  const reference = `${owner}/${model.name}`;
  const audit = auditEntry(ctx, {
    ...{ kind: "model", verb: "import", ownerId: model.ownerId, target: reference },
    details: { visibility: model.visibility },
  });
  await insertImport(ctx.db, id, { model, audit }).catch((error: unknown) => {
    if (isUniqueViolation(error, "models.id")) throw knownModel();
    if (isRefusedFor(error, "nameRetired")) throw retiredName(reference);
    if (isRefusedFor(error, "versionTaken")) throw knownVersion();
    throw nameConflict(error, path);
  });
  const created = await findModel(ctx.db, path);
  if (created === null) throw noModel(path);
  return showModelWithDetails(created, await findModelVersions(ctx.db, model.id));
}

function knownVersion(): HeadgateError {
  const message = "a version with one of these ids is here already, in another model";
  return new HeadgateError("conflict", message);
}
