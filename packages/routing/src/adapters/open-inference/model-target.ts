import type { GateBackend, OpenInferenceSettings } from "@headgate/shared";

/** Where a backend has its model: `/v2/models/{model}[/versions/{version}]`. */
export function modelUrl({ url, settings }: Pick<GateBackend, "url" | "settings">): string {
  const { model, version } = typed(settings);
  const ofVersion = version === undefined ? "" : `/versions/${encodeURIComponent(version)}`;
  return `${url.replace(/\/$/, "")}/v2/models/${encodeURIComponent(model)}${ofVersion}`;
}

/** What the backend calls its model. */
export function modelNameOf({ settings }: Pick<GateBackend, "settings">): string {
  return typed(settings).model;
}

/** The registry stores settings only once `checkBackendSettings` has let them through for the backend's protocol. */
function typed(settings: GateBackend["settings"]): OpenInferenceSettings {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return settings as OpenInferenceSettings;
}
