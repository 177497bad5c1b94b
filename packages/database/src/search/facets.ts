/**
 * The words under which the search tables hold what lists are filtered by, as the views `model_documents` and `version_documents` spell
 * them. Hex where a value is more than one word to the tokenizer.
 */
export const facets = {
  owner: (ownerId: string): string => `o${hex(ownerId)}`,
  model: (modelId: string): string => `m${hex(modelId)}`,
  hardware: (identifier: string): string => `h${hex(identifier)}`,
  category: (slug: string): string => `c${hex(slug)}`,
  tag: (tag: string): string => `t${hex(tag)}`,
  status: (status: string): string => `s${status}`,
  task: (task: string): string => `k${task}`,
  /** Of models, whose status and task are those of their versions: both of the same one. */
  taskInStatus: (status: string, task: string): string => `s${status}k${task}`,
  /** `sha256:` and 64 hex digits. */
  digest: (digest: string): string => `d${digest.slice("sha256:".length)}`,
};

/** In whose namespaces somebody may see what is not public. */
export interface Viewer {
  /** Ids of owners whose private models it may read. */
  reads: readonly string[];
  /** Ids of owners whose versions it may see before they are published. */
  writes: readonly string[];
}

/** What is found carries one of these: the only place that says who sees what in lists. */
export function visibleTo({ reads, writes }: Viewer): string[] {
  return [
    "vpublic",
    ...reads.map((ownerId) => `r${hex(ownerId)}`),
    ...writes.map((ownerId) => `w${hex(ownerId)}`),
  ];
}

function hex(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
