import { httpPresetMappings } from "./http-presets.ts";
import type { HttpSettings } from "./http-settings.ts";

/** How a backend is talked to: its preset with its own settings in front, and what holds where neither says anything. */
export type HttpMapping = Required<Omit<HttpSettings, "preset" | MaybeMissing>> &
  Record<MaybeMissing, string | null>;

/** Without them an answer, or a path, does without. */
type MaybeMissing = "model" | "logs" | "predict_ms";

/** The whole mapping of settings that `checkBackendSettings` has let through. */
export function resolveHttpMapping({ preset, ...own }: HttpSettings): HttpMapping {
  return {
    method: "POST",
    path: "/",
    headers: {},
    body: { $from: "/input" },
    result: "",
    error: "/error",
    logs: null,
    predict_ms: null,
    ready: null,
    queue: null,
    model: null,
    ...(preset === undefined ? {} : httpPresetMappings[preset]),
    ...own,
  };
}
