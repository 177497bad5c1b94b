import { format as library } from "@cfworker/json-schema";

import { isIdnEmail } from "./emails.ts";
import { isHostname, isIdnHostname } from "./hostnames.ts";
import { isIri, isIriReference, isUri, isUriReference, isUrl } from "./identifiers.ts";

export type FormatTest = (text: string) => boolean;

/** The library's tests, and ours where it has none or fails the standard's. None takes more than linear time. */
const tests: Readonly<Record<string, FormatTest>> = {
  ...library,
  hostname: isHostname,
  "idn-email": isIdnEmail,
  "idn-hostname": isIdnHostname,
  iri: isIri,
  "iri-reference": isIriReference,
  uri: isUri,
  "uri-reference": isUriReference,
  url: isUrl,
};

/** No host, address, identifier or point in time is written in nearly as many characters. */
const maxShortLength = 1000;

const shortFormats = new Set([
  "date",
  "date-time",
  "duration",
  "email",
  "hostname",
  "idn-email",
  "idn-hostname",
  "ipv4",
  "ipv6",
  "time",
  "uuid",
]);

export const formatNames: readonly string[] = Object.keys(tests);

/** Whether the format is asserted; all others are annotations. */
export function isAssertedFormat(name: unknown): name is string {
  return typeof name === "string" && Object.hasOwn(tests, name);
}

/** The test of an asserted format; where the format is none, any text passes. */
export function findFormat(name: string): FormatTest {
  const test = isAssertedFormat(name) ? tests[name] : undefined;
  if (test === undefined) return () => true;
  return shortFormats.has(name) ? (text) => text.length <= maxShortLength && test(text) : test;
}
