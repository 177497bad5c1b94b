import type { OpenInferenceSettings } from "@headgate/shared/backends";

import type { BackendPlace } from "../adapter.ts";
import { settingsOf } from "../settings-of.ts";

/** What the backend calls its model; null where nobody has said so yet. */
export function modelNameOf(backend: Pick<BackendPlace, "settings">): string | null {
  return targetOf(backend).model ?? null;
}

/** Where a backend has its model: `/v2/models/{model}[/versions/{version}]`. */
export function modelUrl(backend: BackendPlace): string {
  const { model = "", version } = targetOf(backend);
  const ofVersion = version === undefined ? "" : `/versions/${encodeURIComponent(version)}`;
  return `${backend.url.replace(/\/$/, "")}/v2/models/${encodeURIComponent(model)}${ofVersion}`;
}

function targetOf(backend: Pick<BackendPlace, "settings">): Partial<OpenInferenceSettings> {
  return settingsOf<Partial<OpenInferenceSettings>>(backend, {});
}
