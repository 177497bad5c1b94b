import type { GateBackend } from "@headgate/shared";
import type { OpenAiSettings } from "@headgate/shared/backends";

import { settingsOf } from "../settings-of.ts";

export interface OpenAiTarget {
  route: NonNullable<OpenAiSettings["route"]>;
  /** Null: the input names it. */
  model: string | null;
}

export function openAiTargetOf(backend: Pick<GateBackend, "settings">): OpenAiTarget {
  const { route = "chat/completions", model = null } = settingsOf<OpenAiSettings>(backend, {});
  return { route, model };
}
