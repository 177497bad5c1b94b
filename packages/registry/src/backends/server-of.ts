import type { BackendRow } from "@headgate/database";

import type { ProbeSubject } from "./probe-server.ts";

/** A stored backend as it is asked what it is. */
export function serverOf({
  id,
  url,
  settings,
  credentials,
}: Pick<BackendRow, "id" | "url" | "settings" | "credentials">): ProbeSubject["server"] {
  return { id, url, settings: settings === null ? null : JSON.stringify(settings), credentials };
}
