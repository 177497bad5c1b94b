import { isObject } from "@headgate/shared";

const maxModels = 100;

/** The names in an answer to `GET /v1/models`; null where it is none. */
export function readModels(answer: unknown): string[] | null {
  if (!isObject(answer) || !Array.isArray(answer["data"])) return null;
  const data: unknown[] = answer["data"];
  const ids = data.map((model) => (isObject(model) ? model["id"] : undefined));
  return ids.filter((id) => typeof id === "string").slice(0, maxModels);
}
