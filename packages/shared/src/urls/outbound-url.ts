import { type HeadgateError, invalidInput } from "../errors/error.ts";

export interface OutboundUrlPolicy {
  /** The development switch: `http:`, loopback, private names, IP literals and every port. */
  allowPrivate: boolean;
  /** Where Headgate itself answers: `host` for every port, `host:port` for one. */
  ownHosts: readonly string[];
}

const maxUrlLength = 2048;
const httpsPort = 443;
const firstUnprivilegedPort = 1024;

/** Names that resolve inside a network or nowhere public: RFC 6761, 6762, 7686, 8375 and common practice. */
const privateSuffixes = [
  "arpa",
  "corp",
  "home",
  "internal",
  "intranet",
  "lan",
  "local",
  "localdomain",
  "localhost",
  "onion",
  "private",
  "test",
];

/**
 * The guard for every URL that Headgate fetches on somebody's word (webhooks, backends). Gives the
 * parsed URL: fetch and store its `href`, with `redirect: "manual"`. Throws `invalid_input` at `loc`.
 * It judges the text: a public name may still resolve to a private address.
 */
export function checkOutboundUrl(
  text: string,
  policy: OutboundUrlPolicy,
  loc: (string | number)[] = ["url"],
): URL {
  const url = parseUrl(text, loc);
  const reason = schemeFault(url, policy) ?? hostFault(url, policy) ?? portFault(url, policy);
  if (reason !== null) throw refuse(loc, reason);
  return url;
}

function parseUrl(text: string, loc: (string | number)[]): URL {
  if (text.length > maxUrlLength) {
    throw refuse(loc, `the URL has ${text.length} characters; at most ${maxUrlLength} are allowed`);
  }
  // The URL parser drops or rewrites these without a word.
  if (/[\s\\\p{Cc}]/u.test(text)) {
    throw refuse(loc, "the URL must not contain spaces, control characters or backslashes");
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw refuse(loc, "the URL is not valid; write it in full: https://host/path");
  if (url.username !== "" || url.password !== "") {
    throw refuse(loc, "the URL must not carry a user name or password");
  }
  if (text.includes("#")) throw refuse(loc, "the URL must not have a fragment (#…)");
  return url;
}

function schemeFault(url: URL, policy: OutboundUrlPolicy): string | null {
  if (url.protocol === "https:") return null;
  if (!policy.allowPrivate) return `the URL must begin with https://; got ${url.protocol}`;
  return url.protocol === "http:"
    ? null
    : `the URL must begin with https:// or http://; got ${url.protocol}`;
}

function hostFault(url: URL, policy: OutboundUrlPolicy): string | null {
  const host = url.hostname;
  const labels = host.split(".");
  if (labels.includes("")) return "the URL's host must not have empty labels or end in a dot";
  if (isOwn(url, policy.ownHosts)) return "the URL must not point back at Headgate itself";
  if (policy.allowPrivate) return null;
  if (isIpLiteral(host)) return "the URL must name a host; IP addresses are not allowed";
  const suffix = labels.at(-1) ?? "";
  if (labels.length === 1) return "the URL's host must be a full public name with a dot in it";
  return privateSuffixes.includes(suffix)
    ? `the URL must name a public host; .${suffix} is not`
    : null;
}

/** The URL parser has turned every notation (decimal, hex, octal, mapped, full-width) into these two. */
function isIpLiteral(hostname: string): boolean {
  return hostname.startsWith("[") || /^[0-9]+(?:\.[0-9]+){3}$/.test(hostname);
}

function isOwn(url: URL, ownHosts: readonly string[]): boolean {
  const withPort = `${url.hostname}:${portOf(url)}`;
  return ownHosts.some(
    (own) => own.toLowerCase() === url.hostname || own.toLowerCase() === withPort,
  );
}

/** 443, and 1024 upwards: GPU servers sit on odd ports, but mail, SSH and the like sit below. */
function portFault(url: URL, policy: OutboundUrlPolicy): string | null {
  const port = portOf(url);
  if (policy.allowPrivate || port === httpsPort || port >= firstUnprivilegedPort) return null;
  return `the URL's port must be ${httpsPort} or at least ${firstUnprivilegedPort}; got ${port}`;
}

function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "https:" ? httpsPort : 80;
}

function refuse(loc: (string | number)[], reason: string): HeadgateError {
  return invalidInput(loc, reason, "value_error.url");
}
