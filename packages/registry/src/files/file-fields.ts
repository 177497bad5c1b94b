import { invalidInput, isObject } from "@headgate/shared";

import { expiryS } from "./file-limits.ts";

/** What can be said of a file besides what is in it, as texts: of a form, or of the URL's query. */
export const fileFieldNames = ["filename", "type", "metadata", "expires_in_s"] as const;
export type FileFieldName = (typeof fileFieldNames)[number];
export type FileTexts = Partial<Record<FileFieldName, string>>;

export interface FileFields {
  name: string | null;
  contentType: string;
  metadata: Record<string, unknown>;
  expiresInMs: number;
}

const maxNameLength = 255;
const maxMetadataLength = 16 * 1024;

/** Reads what was said; `invalid_input` at `place` and the field's name. */
export function readFileFields(texts: FileTexts, place: "body" | "query"): FileFields {
  const refuse = (field: FileFieldName, message: string): Error =>
    invalidInput([place, field], message);
  const { filename = null, type = "", metadata = "{}", expires_in_s: seconds } = texts;
  if (filename !== null && !isName(filename)) {
    const message = `filename must have 1 to ${maxNameLength} characters, none of them a control character`;
    throw refuse("filename", message);
  }
  const parsed = metadata.length > maxMetadataLength ? undefined : parseObject(metadata);
  if (parsed === undefined) {
    const message = `metadata must be a JSON object of at most ${maxMetadataLength} characters`;
    throw refuse("metadata", message);
  }
  const expiresInS = seconds === undefined ? expiryS.default : readSeconds(seconds);
  if (expiresInS === null) {
    const message = `expires_in_s must be an integer from ${expiryS.min} to ${expiryS.max}`;
    throw refuse("expires_in_s", message);
  }
  const contentType = isMediaType(type) ? type : "application/octet-stream";
  return { name: filename, contentType, metadata: parsed, expiresInMs: expiresInS * 1000 };
}

function isName(text: string): boolean {
  return text.length > 0 && text.length <= maxNameLength && !/\p{Cc}/u.test(text);
}

/** As RFC 9110 writes it, with a charset at most: what else it may have says nothing about how a file is shown. */
function isMediaType(text: string): boolean {
  return /^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,60}(?:; ?charset="?[\w-]{1,30}"?)?$/i.test(text);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function readSeconds(text: string): number | null {
  const seconds = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return seconds >= expiryS.min && seconds <= expiryS.max ? seconds : null;
}
