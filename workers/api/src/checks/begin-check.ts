import type { VersionPath } from "@headgate/registry";
import type { CheckMessage, VersionCheck } from "@headgate/shared";

import type { ApiContext } from "../http/api-context.ts";
import { json } from "../http/respond.ts";

/** Sends a check on its way. Where the message is lost, the courier's clock finds the check overdue. */
export function beginCheck(
  { env, url, background }: ApiContext,
  { owner, name, number }: VersionPath,
  check: VersionCheck,
): Response {
  background(env.CHECKS.send({ checkId: check.id } satisfies CheckMessage));
  const path = `/v1/models/${owner}/${name}/versions/${number}/checks/${check.id}`;
  return json(check, 202, { location: url.origin + path });
}
