import {
  type BumpPolicy,
  HeadgateError,
  type Problem,
  type VersionBump,
  type Warning,
} from "@headgate/shared";

import type { CompilingContext } from "../context.ts";
import { compareFlats } from "./compare-flats.ts";
import { judgeBump } from "./judge-bump.ts";
import { asks, type Compatibilities, judgeCompatibility } from "./judge-compatibility.ts";
import type { VersionFlats } from "./version-flats.ts";

/** What a model asks of its versions. */
export interface Policies {
  compatibility: Compatibilities;
  bump: BumpPolicy;
}

/** A version that is to be published, and the one that it follows. */
export interface Publication {
  before: { number: number; semver: string; flats: VersionFlats };
  after: { bump: VersionBump; flats: VersionFlats };
  /** Where the schemas are in what the caller sent. */
  loc: (string | number)[];
}

/**
 * Throws `invalid_input` with the counter-examples where the version breaks the model's compatibility, and where its number grows by less
 * than its schemas changed and the model refuses that. Otherwise what is to be warned of.
 */
export async function checkPolicies(
  ctx: Pick<CompilingContext, "compareSchemas">,
  policies: Policies,
  { before, after, loc }: Publication,
): Promise<Warning[]> {
  const wanted = policies.compatibility;
  const names = { wanted, named: { loc, before: `version ${before.number} (${before.semver})` } };
  const backward = await compareFlats(ctx, before.flats, after.flats);
  const isForward = asks(wanted.input, "forward") || asks(wanted.output, "forward");
  const forward = isForward ? await compareFlats(ctx, after.flats, before.flats) : [];
  const judgements = [
    judgeCompatibility("backward", backward, names),
    judgeCompatibility("forward", forward, names),
  ];
  const bump = policies.bump === "off" ? null : judgeBump(after.bump, backward, before);
  const ofBump = bump === null ? [] : [bump];
  refuse([
    ...judgements.flatMap(({ problems }) => problems),
    ...(policies.bump === "refuse" ? ofBump : []),
  ]);
  return [...judgements.flatMap(({ warnings }) => warnings), ...ofBump].map(toWarning);
}

function refuse(problems: Problem[]): void {
  const [first] = problems;
  if (first !== undefined) throw new HeadgateError("invalid_input", first.msg, { problems });
}

function toWarning({ loc, msg }: Problem): Warning {
  return { loc, msg };
}
