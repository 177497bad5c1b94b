import { checkOutboundUrl, invalidInput, type OutboundUrlPolicy } from "@headgate/shared";

/** The URL as it is stored; `invalid_input` at `body.url` for one that routes cannot be appended to or that the guard refuses. */
export function checkBackendUrl(text: string, policy: OutboundUrlPolicy): string {
  const url = checkOutboundUrl(text, policy, ["body", "url"]);
  if (!url.href.includes("?")) return url.href;
  throw invalidInput(["body", "url"], "the URL of a backend must not have a query (?…)");
}
