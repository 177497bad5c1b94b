import type { Prediction, Scope } from "@headgate/shared";

import {
  makeBackend,
  makeModel,
  makeOwner,
  makeToken,
  makeVersion,
  type Owner,
} from "./arrange.ts";
import { ask } from "./call.ts";
import { FakeBackend, type Script, succeeded } from "./fake-backend.ts";

/** A private model of `owner`'s with a version, a backend and a prediction that runs; and somebody who comes by. */
export interface Scene {
  owner: Owner;
  stranger: Owner;
  gpu: FakeBackend;
  /** Paths. */
  model: string;
  version: string;
  backend: string;
  prediction: string;
  user: string;
}

export async function makeScene(body: object = {}): Promise<Scene> {
  const [owner, stranger] = [await makeOwner(), await makeOwner()];
  const gpu = new FakeBackend();
  const model = await makeModel(owner, body);
  const version = await makeVersion(owner, model);
  const { id } = await makeBackend(owner, version, { url: gpu.url, capacity: 2 });
  const made = await predict({ owner, version });
  return {
    ...{ owner, stranger, gpu, model, version },
    backend: `${version}/backends/${id}`,
    prediction: `/v1/predictions/${made.id}`,
    user: `/v1/users/${owner.username}`,
  };
}

/** Makes a prediction on the version; what the caller gets. */
export function predict(
  { owner, version }: Pick<Scene, "owner" | "version">,
  headers: Record<string, string> = {},
): Promise<Prediction> {
  const options = { token: owner.token, headers, body: { input: { prompt: "a boat" } } };
  return ask(`POST ${version}/predictions`, options);
}

/** A token of the owner's with every scope but this one. */
export function tokenWithout({ owner }: Scene, scope: Scope): Promise<string> {
  const others = (["read", "predict", "write"] as const).filter((other) => other !== scope);
  return makeToken(owner.username, others);
}

export interface Running {
  owner: Owner;
  token: string;
  /** Paths. */
  model: string;
  version: string;
  gpu: FakeBackend;
}

/** A version with one backend of capacity 1, which answers by the script. */
export async function makeVersionWith(script?: Script): Promise<Running> {
  const owner = await makeOwner();
  const model = await makeModel(owner);
  const version = await makeVersion(owner, model);
  const gpu = new FakeBackend(script);
  await makeBackend(owner, version, { url: gpu.url, capacity: 1 });
  return { owner, token: owner.token, model, version, gpu };
}

/** Posts the end of the prediction that the backend was asked for, as Cog does. */
export async function callBack(gpu: FakeBackend, index = 0): Promise<void> {
  const { webhook = "" } = (await gpu.request(index)).body;
  await ask(`POST ${new URL(webhook).pathname}`, { body: succeeded("done") });
}
