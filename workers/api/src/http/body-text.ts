import { readText } from "@headgate/routing";

/** One megabyte takes the validator about 30 ms; larger inputs are passed as URLs. */
export const maxBodyBytes = 1024 * 1024;

/** Reads the body when it is first asked for, once. Null where it is larger than `maxBodyBytes`. */
export function readOnce(request: Request): () => Promise<string | null> {
  let text: Promise<string | null> | null = null;
  return () => (text ??= readText(request, maxBodyBytes));
}
