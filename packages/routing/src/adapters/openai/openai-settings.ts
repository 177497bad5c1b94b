import type { GateBackend, OpenAiSettings } from "@headgate/shared";

export interface OpenAiTarget {
  route: NonNullable<OpenAiSettings["route"]>;
  /** Null: the input names it. */
  model: string | null;
}

export function openAiSettingsOf({ settings }: Pick<GateBackend, "settings">): OpenAiTarget {
  const { route = "chat/completions", model = null } = typed(settings);
  return { route, model };
}

/** The registry stores settings only once `checkBackendSettings` has let them through for the backend's protocol. */
function typed(settings: GateBackend["settings"]): OpenAiSettings {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return (settings ?? {}) as OpenAiSettings;
}
