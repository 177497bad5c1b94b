import {
  invalidInput,
  parseReference,
  type Reference,
  ReferenceSyntaxError,
  type TrainingTerms,
} from "@headgate/shared";

import { getOwnModel } from "../access/get-own-model.ts";
import type { ModelPath } from "../access/get-visible-model.ts";
import type { RegistryContext } from "../context.ts";

/**
 * The model that a training is to make a version of, which the actor must be allowed to do itself: see `getOwnModel`. `invalid_input` at
 * `body.destination` for what is no `owner/name`.
 */
export async function getDestination(
  ctx: RegistryContext,
  { destination }: { destination: string },
): Promise<TrainingTerms> {
  const { model } = await getOwnModel(ctx, readPath(destination), "write");
  return { destination: `${model.owner.username}/${model.name}`, modelId: model.id };
}

function readPath(text: string): ModelPath {
  const reference = read(text);
  if (reference.kind === "model" && reference.selector.kind === "primary") return reference;
  const message = "destination is a model, as `owner/name`: the version is made, and named, then";
  throw invalidInput(["body", "destination"], message, "value_error.reference");
}

function read(text: string): Reference {
  try {
    return parseReference(text);
  } catch (error) {
    if (!(error instanceof ReferenceSyntaxError)) throw error;
    throw invalidInput(["body", "destination"], error.message, "value_error.reference");
  }
}
