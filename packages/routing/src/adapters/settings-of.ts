import type { GateBackend } from "@headgate/shared";

import { parseJson } from "./body.ts";

/**
 * A backend's settings. The registry stores only what `checkBackendSettings` has let through for its protocol, whose type `Settings` is;
 * none are as good as empty ones.
 */
export function settingsOf<Settings extends object>(
  { settings }: Pick<GateBackend, "settings">,
  none: Settings,
): Settings {
  if (settings === null) return none;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return parseJson(settings) as Settings;
}
