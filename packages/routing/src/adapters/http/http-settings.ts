import {
  type GateBackend,
  type HttpMapping,
  type HttpSettings,
  resolveHttpMapping,
} from "@headgate/shared";

export function mappingOf({ settings }: Pick<GateBackend, "settings">): HttpMapping {
  return resolveHttpMapping(typed(settings));
}

/** The registry stores settings only once `checkBackendSettings` has let them through for the backend's protocol. */
function typed(settings: GateBackend["settings"]): HttpSettings {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return (settings ?? {}) as HttpSettings;
}
