import type { ErrorCode } from "@headgate/shared";

import type { Actor } from "../src/index.ts";
import { type MadeModel, makeActor, makeModel, makeVersion } from "./arrange.ts";

/** A refusal, as `rejects.toMatchObject` takes it: its code and, of an `invalid_input`, the places that are wrong. */
export function refusal(code: ErrorCode, ...locs: (string | number)[][]): object {
  return locs.length === 0 ? { code } : { code, problems: locs.map((loc) => ({ loc })) };
}

export interface Scene {
  owner: Actor;
  hidden: MadeModel & { number: string };
  open: MadeModel & { number: string };
  /** A model of the same owner that was never made. */
  absent: MadeModel & { number: string };
  nobody: null;
  stranger: Actor;
  admin: Actor;
}

/** An owner with a private and a public model, one version each, and those who come by. */
export async function makeScene(): Promise<Scene> {
  const owner = await makeActor();
  const hidden = await makeModel(owner);
  const open = await makeModel(owner, { visibility: "public" });
  return {
    owner,
    hidden: { ...hidden, number: await makeVersion(owner, hidden) },
    open: { ...open, number: await makeVersion(owner, open) },
    absent: { owner: owner.username, name: "not-there", number: "1" },
    nobody: null,
    stranger: await makeActor(),
    admin: await makeActor(["admin"]),
  };
}
