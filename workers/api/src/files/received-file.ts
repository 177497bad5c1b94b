import type { FileTexts } from "@headgate/registry";

import type { StoredObject } from "./store-object.ts";

/** A file whose content is in the bucket, and what was said of it, not looked at yet. */
export interface ReceivedFile {
  stored: StoredObject;
  texts: FileTexts;
}
