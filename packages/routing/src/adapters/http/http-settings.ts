import { type GateBackend } from "@headgate/shared";
import { type HttpMapping, type HttpSettings, resolveHttpMapping } from "@headgate/shared/backends";

import { settingsOf } from "../settings-of.ts";

export function mappingOf(backend: Pick<GateBackend, "settings">): HttpMapping {
  return resolveHttpMapping(settingsOf<HttpSettings>(backend, {}));
}

/** Whether the body of a request is nothing but the input. */
export function sendsInputItself({ body }: HttpMapping): boolean {
  return JSON.stringify(body) === '{"$from":"/input"}';
}
