import { isUniqueViolation } from "@headgate/database";
import { HeadgateError } from "@headgate/shared";

/** What writing a backend failed with: `conflict` where the version has another of that URL. */
export function urlConflict(error: unknown, url: string): unknown {
  if (!isUniqueViolation(error, "backends.version_key, backends.url")) return error;
  const message = `the version has a backend at ${url} already; raise the capacity of that one`;
  return new HeadgateError("conflict", message);
}
