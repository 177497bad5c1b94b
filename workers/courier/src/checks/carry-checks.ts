import { openDatabase } from "@headgate/database";
import { advanceCheck, importSealingKey } from "@headgate/registry";
import { sendEvents } from "@headgate/routing";
import type { CheckMessage } from "@headgate/shared";

import { createCarrier } from "../create-carrier.ts";
import { errorText } from "../error-text.ts";
import { log } from "../log.ts";
import { askBackends } from "./ask-backends.ts";
import type { CheckContext } from "./check-context.ts";
import { findVersionImage } from "./find-version-image.ts";
import { runSample } from "./run-sample.ts";

const brokenDelayS = 5;

/**
 * Carries checks of versions on. One that has to wait goes back to the queue as a message of its own, which no number of attempts ends; a
 * check whose message was lost, or whose Worker died, is taken up by `resendChecks`.
 */
export async function carryChecks(batch: MessageBatch<CheckMessage>, env: Env): Promise<void> {
  await Promise.all(batch.messages.map((message) => carry(message, env)));
}

async function carry(message: Message<CheckMessage>, env: Env): Promise<void> {
  const { checkId } = message.body;
  const announced = new Set<string>();
  const ctx = createCheckContext(env, announced);
  try {
    const tools = {
      image: findVersionImage.bind(null, ctx),
      load: askBackends.bind(null, ctx),
      run: runSample.bind(null, ctx),
    };
    const delayS = await advanceCheck(ctx, { id: checkId, tools });
    if (delayS !== null) await env.CHECKS.send(message.body, { delaySeconds: delayS });
    await sendEvents(env.EVENTS, announced);
    message.ack();
  } catch (error) {
    log("check.failed", { checkId, error: errorText(error) });
    message.retry({ delaySeconds: brokenDelayS });
  }
}

function createCheckContext(env: Env, announced: Set<string>): CheckContext {
  return {
    db: openDatabase(env.DB),
    now: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    sealingKey: () => importSealingKey(env.ENCRYPTION_SECRET),
    urlPolicy: {
      allowPrivate: env.ALLOW_PRIVATE_URLS === "true",
      ownHosts: [new URL(env.PUBLIC_URL).host],
    },
    fetch: (input, init) => fetch(input, init),
    carrier: createCarrier(env, (id) => void announced.add(id)),
  };
}
