import { invalidInput, ReferenceSyntaxError } from "@headgate/shared";

/** Which version a caller means, and where in the request it was said. */
export interface VersionReference {
  text: string;
  /** The place that the character at `position` of the text came from. */
  locate: (position: number) => string[];
}

/** From the body's `model`. */
export function referenceInBody(text: string): VersionReference {
  return { text, locate: () => ["body", "model"] };
}

/** From a path; `name` may carry a selector where there is no `number`: `owner/name@champion`. */
export function referenceInPath(path: {
  owner: string;
  name: string;
  number?: string;
}): VersionReference {
  const { owner, name, number } = path;
  const model = `${owner}/${name}`;
  return {
    text: number === undefined ? model : `${model}:${number}`,
    locate(position) {
      if (position <= owner.length) return ["path", "owner"];
      return ["path", position <= model.length ? "name" : "number"];
    },
  };
}

/** What reading the reference failed with: about its place in the request where it is no reference. */
export function referenceFault(error: unknown, { locate }: VersionReference): unknown {
  if (!(error instanceof ReferenceSyntaxError)) return error;
  return invalidInput(locate(error.position), error.message, "value_error.reference");
}
