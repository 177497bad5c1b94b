import type { TrainingWithIO } from "@headgate/shared";

import { makeBackend, makeModel, makeOwner, makeVersion, type Owner } from "./arrange.ts";
import { ask } from "./call.ts";
import { FakeBackend, type Script } from "./fake-backend.ts";

/** Any prediction, and a training of steps. */
export const schemas = {
  prediction: { input: {}, output: {} },
  training: {
    input: {
      type: "object",
      required: ["steps"],
      properties: { steps: { type: "integer" }, rank: { type: "integer", default: 16 } },
    },
    output: {},
  },
};

export interface Trainable {
  owner: Owner;
  token: string;
  model: string;
  version: string;
  gpu: FakeBackend;
}

/** A version with a backend of capacity 1, which answers by the script. */
export async function makeTrainable(script?: Script): Promise<Trainable> {
  const owner = await makeOwner();
  const model = await makeModel(owner);
  const version = await makeVersion(owner, model, { schemas });
  const gpu = new FakeBackend(script);
  await makeBackend(owner, version, { url: gpu.url, capacity: 1 });
  return { owner, token: owner.token, model, version, gpu };
}

/** `owner/name` of the model at this path. */
export const nameOf = (model: string): string => model.replace("/v1/models/", "");

/** Makes a training on the version; what the caller gets. */
export function train(
  { token, version }: Pick<Trainable, "token" | "version">,
  body: object = {},
  headers: Record<string, string> = {},
): Promise<TrainingWithIO> {
  const options = { token, headers, body: { input: { steps: 3 }, ...body } };
  return ask(`POST ${version}/trainings`, options);
}
