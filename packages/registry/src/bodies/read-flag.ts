import { invalidInput } from "@headgate/shared";

/** `true` or `false` of a URL's query; false where there is none. Throws `invalid_input` at `query.<name>` for everything else. */
export function readFlag(name: string, text: string | null | undefined): boolean {
  if (text === null || text === undefined || text === "false") return false;
  if (text === "true") return true;
  throw invalidInput(["query", name], `${name} must be true or false`);
}
