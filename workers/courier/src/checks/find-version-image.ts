import { openRegistry, type StepResult, type StepWork } from "@headgate/registry";
import { findImage, type ImageLookup } from "@headgate/routing";
import { HeadgateError, registryName } from "@headgate/shared";

import type { CheckContext } from "./check-context.ts";

const lookUpTimeoutMs = 15_000;
/** A registry that is out of reach is asked again for so long. */
const patienceMs = 20_000;
const retryAfterS = 3;

/** The step `image`: whether the version's digest is in its registry, asked with the credentials of the model's owner. */
export async function findVersionImage(ctx: CheckContext, work: StepWork): Promise<StepResult> {
  const { step } = work;
  const lookup = await lookUp(ctx, work);
  if (lookup.found) return describe(lookup);
  const { reason, message } = lookup;
  const waitedMs = ctx.now() - (step.startedAt ?? ctx.now());
  if (reason !== "unavailable" || waitedMs >= patienceMs) return { state: "failed", message };
  return { state: "running", percentage: 0, waitS: retryAfterS, message, log: [message] };
}

async function lookUp(ctx: CheckContext, { check, subject }: StepWork): Promise<ImageLookup> {
  if (check.image === null) throw new Error("a check with the step image says where the image is");
  const { ownerId, digest } = subject;
  const host = registryName(check.image.registry) ?? "";
  try {
    const access = {
      fetch: ctx.fetch,
      urlPolicy: ctx.urlPolicy,
      credentials: await openRegistry(ctx, { ownerId, host }),
      signal: AbortSignal.timeout(lookUpTimeoutMs),
    };
    return await findImage(access, { ...check.image, digest });
  } catch (error) {
    if (!(error instanceof HeadgateError)) throw error;
    return { found: false, reason: "unauthorized", message: error.message };
  }
}

function describe({ image }: Extract<ImageLookup, { found: true }>): StepResult {
  const { mediaType, sizeBytes, platforms, tagMatches } = image;
  const moved = tagMatches === false ? "; its tag stands for another image by now" : "";
  return {
    state: "passed",
    message: `found: ${sizeBytes} bytes for ${platforms.join(", ")}${moved}`,
    findings: {
      image: {
        ...{ size_bytes: sizeBytes, media_type: mediaType, platforms },
        upload_percentage: 100,
      },
    },
  };
}
