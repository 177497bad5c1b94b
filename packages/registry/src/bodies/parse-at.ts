import { HeadgateError, invalidInput } from "@headgate/shared";

/** What `parse` makes of the text; its `invalid_input` says where in the body the text stood. */
export function parseAt(key: string, text: string, parse: (text: string) => string): string {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof HeadgateError)) throw error;
    throw invalidInput(["body", key], error.message, error.problems[0]?.type);
  }
}
